import type { ErrorCode } from './errors.ts';
import type { ClobberWatchView, SessionConflict } from './recovery.ts';
import type { AppError } from './result.ts';

/** What the store holds for a namespace. */
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

/** Who a session belongs to. `phone` is masked; the full number stays in main. */
export interface AccountInfo {
  id: string;
  name: string;
  username: string | null;
  maskedPhone: string | null;
  isBot: boolean;
  dcId: number;
}

/** What is known about the account behind a session. Never guessed from a network fault. `checkedAt`: epoch ms. */
export type AccountVerdict =
  | { kind: 'unknown' }
  | { kind: 'authorized'; checkedAt: number }
  | { kind: 'unauthorized'; reason: ErrorCode; checkedAt: number }
  | { kind: 'account-gone'; reason: ErrorCode; checkedAt: number };

/** One row of the session browser. `state` is null while nobody has looked. Times are epoch ms. */
export interface NamespaceSummary {
  name: string;
  state: StoredState | null;
  sizeBytes: number | null;
  lastModified: number | null;
  account: AccountInfo | null;
  verdict: AccountVerdict;
  unsaved: boolean;
  /** Unsaved because something else is stored than what would be replaced: see the detail's `conflict`. */
  conflicted: boolean;
  /** A signed-in session waits here to be stored, and its seal cannot be opened now. */
  locked: boolean;
  /** Another writer put something else where a new session was stored: see the detail's `watch`. */
  overwritten: boolean;
}

/** What was read of the object; the string itself never leaves main. */
export interface StoredObjectInfo {
  sizeBytes: number;
  lastModified: number | null;
  etag: string;
  dcId: number | null;
  fingerprint: string | null;
}

/** Everything the right pane shows of one namespace. */
export interface NamespaceDetail extends NamespaceSummary {
  profileId: string;
  uri: string;
  object: StoredObjectInfo | null;
  damage: DamageReason | null;
  /** Why the object could not be read; saving is blocked while it stands. */
  loadError: AppError | null;
  /** Why the last save failed, while `unsaved`. */
  saveError: AppError | null;
  conflict: SessionConflict | null;
  /** Null where no session was replaced lately. */
  watch: ClobberWatchView | null;
}

export type ListingState =
  | { kind: 'loading'; count: number }
  | { kind: 'complete'; count: number }
  | { kind: 'not-permitted' }
  | { kind: 'failed'; error: AppError };
