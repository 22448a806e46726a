import { createHash } from 'node:crypto';

/** First 8 hex digits of SHA-256 of the auth key: the only trace of a key that a person or a log may see. */
export function fingerprint(authKey: Uint8Array): string {
  return createHash('sha256').update(authKey).digest('hex').slice(0, 8);
}
