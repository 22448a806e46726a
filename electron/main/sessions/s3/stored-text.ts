import { createHash } from 'node:crypto';

/** Name in the object's metadata (`x-amz-meta-…`). boto3 and the SDK leave it alone when they read. */
export const checksumName = 'session-sha256';

export function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isControl(character: string): boolean {
  return /\p{Cc}/u.test(character) && !'\t\n\r'.includes(character);
}

/** The text of an object, or null for binary data. A byte order mark stays, so that the text is what is stored. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return [...text].some(isControl) ? null : text;
  } catch {
    // A fatal TextDecoder throws a TypeError for what is not UTF-8, and for nothing else.
    return null;
  }
}
