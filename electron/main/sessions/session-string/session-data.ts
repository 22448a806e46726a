import { createHash } from 'node:crypto';
import type { DamageReason } from '../../../../shared/stored-sessions.ts';

/** The parts of a session string. */
export interface SessionData {
  /** 1-5: the data centre that knows the key. */
  dcId: number;
  /** An IPv4 or IPv6 literal. */
  address: string;
  /** 1-65535 */
  port: number;
  /** 256 bytes; the secret. */
  authKey: Uint8Array;
}

export const authKeyBytes = 256;

/** First 8 hex digits of SHA-256 of the auth key: the only trace of a key that a person or a log may see. */
export function fingerprint(authKey: Uint8Array): string {
  return createHash('sha256').update(authKey).digest('hex').slice(0, 8);
}

/**
 * `gramjs` marks a text that only gramjs can read: Telethon refuses it, so the connector would not start.
 * `repairable` is what a damaged text was meant to say, where that is certain.
 */
export type DecodedSession =
  | { ok: true; format: 'telethon' | 'gramjs'; session: SessionData }
  | { ok: false; reason: DamageReason; repairable?: SessionData };
