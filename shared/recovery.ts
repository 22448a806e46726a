import type { AppError } from './result.ts';
import type { AccountInfo, AccountVerdict, DamageReason } from './sessions.ts';

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

/** The object is not the one that our write was meant to replace. `theirs` is null where it was deleted. */
export interface SessionConflict {
  ours: SessionSide;
  theirs: SessionSide | null;
  /** Names the object that the operator saw, so that a decision cannot hit a third one. */
  etag: string | null;
}

/** A session that is sealed in the journal and not confirmed by the store yet. */
export interface PendingSession {
  namespace: string;
  fingerprint: string;
  dcId: number;
  account: AccountInfo | null;
  journaledAt: number;
  /** Why the last try failed, or null before the first one. */
  error: AppError | null;
  /** When the next try comes by itself, or null while none will. */
  nextRetryAt: number | null;
  /** False where the seal cannot be opened now: another keyring, or a passphrase that was not entered. */
  readable: boolean;
}

/** How secrets are sealed on this computer. */
export type VaultStatus = 'keyring' | 'passphrase' | 'passphrase-locked' | 'memory-only';

/** The watch over an object after a re-authentication. */
export interface ClobberWatchView {
  since: number;
  until: number;
  ours: { fingerprint: string };
  /** Another writer put something else there; null while the object is still ours. */
  clobbered: { side: SessionSide; etag: string; noticedAt: number } | null;
}

export interface SessionVersion {
  /** An S3 version id, or the id of a sealed copy of the app's own. */
  id: string;
  source: 'bucket' | 'sealed-copy';
  side: SessionSide;
  isCurrent: boolean;
  /** How many equal strings in a row this line stands for, itself included. */
  folded: number;
}

export interface SessionHistory {
  source: 'bucket' | 'sealed-copies';
  versions: SessionVersion[];
  /** Where to go on, or null at the end. */
  continuation: string | null;
}
