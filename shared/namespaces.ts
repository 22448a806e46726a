/**
 * Rules for the `SESSION` value. One connector's session lives at `telegram/{SESSION}/session.txt`.
 */
export const defaultNamespace = 'teleapp';

export const sessionKeyPrefix = 'telegram/';
const sessionFileName = 'session.txt';

/** The app's own scratch keys live under this segment, so no connector may take the name. */
export const reservedNamespace = '.connector-admin';

const maxNamespaceBytes = 128;

export type NamespaceProblem =
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
  reserved: 'This name is kept for the app’s own test objects. Choose another name.',
  'control-character': 'The name contains an invisible control character. Type it again.',
  character: 'Use only letters A-Z and a-z, digits, “.”, “_” and “-”.',
};

/** Why a *new* namespace may not have this name, or null. Names already in a bucket follow {@link isNamespace}. */
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

/** S3 allows keys of at most 1,024 bytes of UTF-8 (Amazon S3 user guide, "Naming Amazon S3 objects"). */
const maxKeyBytes = 1024;

/** No name can be longer, whatever its characters: a name is shorter than its key. */
export const maxNamespaceLength = maxKeyBytes;

/** Whether one key segment can be a namespace at all: whatever a bucket may already hold between two slashes. */
export function isNamespace(name: string): boolean {
  return (
    name !== '' &&
    name !== reservedNamespace &&
    !name.includes('/') &&
    new TextEncoder().encode(sessionKey(name)).length <= maxKeyBytes
  );
}

export function sessionKey(namespace: string): string {
  return `${sessionKeyPrefix}${namespace}/${sessionFileName}`;
}

/** The namespace a key belongs to, or null when the key is not a session object. */
export function namespaceOfKey(key: string): string | null {
  const segments = key.split('/');
  const [root, name, file] = segments;
  if (segments.length !== 3 || `${root}/` !== sessionKeyPrefix || file !== sessionFileName) return null;
  return name !== undefined && isNamespace(name) ? name : null;
}

export function sessionUri(bucket: string, namespace: string): string {
  return `s3://${bucket}/${sessionKey(namespace)}`;
}
