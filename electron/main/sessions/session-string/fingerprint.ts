import { createHash } from 'node:crypto';
import { decodeSessionString } from './decode.ts';

/** First 8 hex digits of SHA-256 of the auth key: the only trace of a key that a person or a log may see. */
export function fingerprint(authKey: Uint8Array): string {
  return createHash('sha256').update(authKey).digest('hex').slice(0, 8);
}

/** That of a session string's key; null for what is none. */
export function fingerprintOfText(text: string): string | null {
  const decoded = decodeSessionString(text);
  return decoded.ok ? fingerprint(decoded.session.authKey) : null;
}
