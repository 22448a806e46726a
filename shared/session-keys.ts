import { z } from 'zod';
import { reservedNamespace } from './namespaces.ts';
import { replaceUnseen } from './visible-text.ts';

/** One connector's session lives at `telegram/{SESSION}/session.txt`. */
export const sessionKeyPrefix = 'telegram/';
const sessionFileName = 'session.txt';

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
    // Half a character has no UTF-8 form, so its key would be another one.
    !/\p{Surrogate}/u.test(name) &&
    new TextEncoder().encode(sessionKey(name)).length <= maxKeyBytes
  );
}

/** A namespace in a request: the one rule for every channel. */
export const namespaceSchema = z.string().max(maxNamespaceLength).refine(isNamespace);

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

/** One line to show and to paste, in a terminal too: what cannot be seen in the name is percent-encoded. */
export function sessionUri(bucket: string, namespace: string): string {
  return `s3://${bucket}/${sessionKey(replaceUnseen(namespace, encodeURIComponent))}`;
}
