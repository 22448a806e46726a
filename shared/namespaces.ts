/** The connector's own default for its `SESSION` value. */
export const defaultNamespace = 'teleapp';

/** The app's own scratch keys live under this segment, so no connector may take the name. */
export const reservedNamespace = '.connector-admin';

const maxNamespaceBytes = 128;

type NamespaceProblem =
  | 'empty'
  | 'too-long'
  | 'slash'
  | 'space'
  | 'dots'
  | 'reserved'
  | 'control-character'
  | 'character';

export const namespaceProblemWords: Record<NamespaceProblem, string> = {
  empty: 'Type a name.',
  'too-long': `Use at most ${maxNamespaceBytes} bytes.`,
  slash: 'A slash would make a different key. Use letters, digits, “.”, “_” and “-”.',
  space: 'Spaces are not allowed. Use letters, digits, “.”, “_” and “-”.',
  dots: '“.” and “..” stand for folders. Choose another name.',
  reserved: 'This name is reserved for the app’s own test objects. Choose another name.',
  'control-character': 'The name contains an invisible control character. Type it again.',
  character: 'Use only letters A-Z and a-z, digits, “.”, “_” and “-”.',
};

/** Why a *new* namespace may not have this name, or null. Names already in a bucket follow `isNamespace`. */
export function newNamespaceProblem(name: string): NamespaceProblem | null {
  if (name === '') return 'empty';
  if (name.includes('/') || name.includes('\\')) return 'slash';
  if (/\p{Cc}/u.test(name)) return 'control-character';
  if (/\s/u.test(name)) return 'space';
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return 'character';
  if (name === '.' || name === '..') return 'dots';
  if (name === reservedNamespace) return 'reserved';
  if (name.length > maxNamespaceBytes) return 'too-long';
  return null;
}
