import type { AccountVerdict } from './accounts.ts';

/** Who wrote an object: this app leaves its checksum in the metadata, other programs do not. */
export type SessionWriter = 'this-app' | 'another-program';

/** One of the sessions that an operator chooses between. Times are epoch ms. */
export interface SessionSide {
  fingerprint: string | null;
  dcId: number | null;
  lastModified: number | null;
  sizeBytes: number;
  writer: SessionWriter;
  verdict: AccountVerdict;
  damage: DamageReason | null;
}

/** The state of a namespace's object in the store. */
export type StoredState =
  | 'present'
  | 'empty'
  | 'missing'
  | 'missing-or-forbidden'
  | 'damaged'
  | 'unreachable';

/** Why a stored text is not a usable session string. */
export type DamageReason =
  | 'poisoned'
  | 'gramjs'
  | 'too-large'
  | 'not-text'
  | 'unknown-version'
  | 'not-base64'
  | 'wrong-length'
  | 'unknown-data-centre'
  | 'bad-address'
  | 'bad-port'
  | 'empty-key'
  | 'misspelled'
  | 'corrupt';

export const damageWords: Record<DamageReason, string> = {
  poisoned:
    'The text is a gramjs session. Telethon reads it without an error as a made-up IPv6 address and cannot connect. It can be repaired.',
  gramjs:
    'The text is a gramjs session. Telethon cannot read it, so the connector would not start. It can be repaired.',
  'too-large': 'The object is far larger than a session string, so it was not read.',
  'not-text': 'The object holds binary data, not text.',
  'unknown-version': 'The text does not begin with “1”, the only version Telethon writes.',
  'not-base64': 'The text contains characters that no session string has.',
  'wrong-length': 'The text is cut short or has something added to it.',
  'unknown-data-centre': 'The text names a data centre that Telegram does not have.',
  'bad-address': 'The text names a server address that cannot be read.',
  'bad-port': 'The text names port 0.',
  'empty-key': 'The text holds an empty key, so it was never signed in.',
  misspelled:
    'Telethon cannot read the text as it is spelled (white space or missing padding), so the connector would not start with it. It can be repaired.',
  corrupt: 'The bytes do not have the checksum that was stored with them, so the object was damaged.',
};

/** Whether the text still tells everything that a good session string needs. */
export function isRepairable(damage: DamageReason): boolean {
  return damage === 'poisoned' || damage === 'gramjs' || damage === 'misspelled';
}

/** Facts read from the object; the string itself never leaves main. */
export interface StoredObjectInfo {
  sizeBytes: number;
  lastModified: number | null;
  etag: string;
  dcId: number | null;
  fingerprint: string | null;
  /** The checksum in the object's metadata is not that of its content. */
  foreignChecksum: boolean;
}
