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

/** Of our own session, which can always be read. */
export type OurSide = SessionSide & { fingerprint: string };

/**
 * The object is not the one that our write was meant to replace. `etag` names the object that the operator saw, so
 * that a decision cannot hit a third one.
 */
export type SessionConflict =
  | { kind: 'changed'; ours: OurSide; theirs: SessionSide; etag: string }
  | { kind: 'deleted'; ours: OurSide; etag: null }
  /** Something is there that may not be read: 403 for reading it, 412 for creating it. */
  | { kind: 'unreadable'; ours: OurSide; etag: null };

/** What an operator decides. `save-as` keeps both: ours goes to a namespace that holds nothing yet. */
export type ConflictChoice =
  | { kind: 'keep-theirs' }
  | { kind: 'put-ours' }
  | { kind: 'save-as'; target: string };

/**
 * Whether the store acts on the conditions that prevent overwriting. `off`: it ignores them; `refused`: it takes no write
 * that has one; `untested`: nothing was written yet; `untestable`: the credentials may not write the test object. The app
 * compares by itself unless it is `on`.
 */
export type OverwriteProtectionState = 'on' | 'off' | 'refused' | 'untested' | 'untestable';

export interface OverwriteProtectionView {
  profileId: string;
  /** Null for a profile without a bucket. */
  state: OverwriteProtectionState | null;
}

/** Names a session that the operator saw, so that a decision cannot hit another one that has taken its place. */
export interface ShownSession {
  namespace: string;
  fingerprint: string;
}

export function isSameSession(a: ShownSession, b: ShownSession): boolean {
  return a.namespace === b.namespace && a.fingerprint === b.fingerprint;
}

/** A session that is kept in the journal and not confirmed by the store yet. */
export interface PendingSession extends ShownSession {
  dcId: number;
  account: AccountInfo | null;
  journaledAt: number;
  /** Why the last try failed, or null before the first one. */
  error: AppError | null;
  /** When the next try comes by itself, or null while none will. */
  nextRetryAt: number | null;
  /** A try is under way. */
  trying: boolean;
  /** False where the seal cannot be opened now: another keyring, or a passphrase that was not entered. */
  readable: boolean;
  /** Why no sealed copy is on disk, so that the session would not survive the app; null where one is. */
  unprotected: AppError | null;
}

interface LeftoverFacts {
  /** Names it in requests; another file or key never gets the same. */
  id: string;
  namespace: string | null;
  fingerprint: string | null;
  /** Epoch ms; the file's own date where it says none, null where not even that is known. */
  writtenAt: number | null;
  /** Its session can be opened now. */
  readable: boolean;
  /** Why it is there. */
  reason: AppError;
  /** What can be done besides discarding it. */
  actions: readonly LeftoverAction[];
}

export type LeftoverAction = 'ask' | 'bring-back' | 'export';

/**
 * Why a file of the journal is not in use: another session took its place, it is no entry, it belongs to another profile or
 * namespace, or the disk does not give it.
 */
export type LeftoverFileKind = 'kept' | 'damaged' | 'foreign' | 'unreadable';

export interface LeftoverFile extends LeftoverFacts {
  kind: LeftoverFileKind;
}

/** A sign-in that is not under way any more, and of which nobody knows yet whether Telegram accepted it. */
export interface InterruptedSignIn extends LeftoverFacts {
  kind: 'interrupted';
  /** Telegram, or before it the store, is being asked. */
  asking: boolean;
  /** When the app asks again by itself, or null where it will not before its next start. */
  nextAskAt: number | null;
}

/** What the journal keeps besides the sessions that wait to be stored. */
export type Leftover = LeftoverFile | InterruptedSignIn;

/** What was found about an interrupted sign-in: a session that waits to be stored now, one that is kept already, or none. */
export type InterruptedOutcome = 'accepted' | 'known' | 'not-accepted';

/** Names a leftover as the operator saw it, so that what they decide cannot hit another one. */
export type ShownLeftover = Pick<LeftoverFacts, 'id' | 'fingerprint'>;

/** What is typed to discard a leftover: its namespace's name where one is known. */
export function leftoverPhrase({ namespace }: Pick<Leftover, 'namespace'>): string {
  return namespace ?? 'discard this file';
}

/** What the journal of one profile holds. */
export interface PendingList {
  profileId: string;
  sessions: PendingSession[];
  leftovers: Leftover[];
}

/** How secrets are sealed on this computer. */
export type VaultStatus = 'keyring' | 'passphrase' | 'passphrase-locked' | 'memory-only';

export interface VaultView {
  status: VaultStatus;
  /**
   * A passphrase was set and not entered since the start: the one that seals, one that was forgotten and replaced, or one
   * that older texts need although there is a keyring now.
   */
  canUnlock: boolean;
}

/** What is typed to set another passphrase in the place of one that nobody knows. */
export const forgottenPhrase = 'I forgot it';

/** What the window shows while the app wants to quit. */
export type QuitView =
  | { phase: 'saving'; sessions: UnsavedAtQuit[]; until: number }
  | { phase: 'asking'; sessions: UnsavedAtQuit[] };

export interface UnsavedAtQuit extends ShownSession {
  /** `interrupted`: Telegram may have accepted the sign-in, and its key is all there is. */
  kind: 'session' | 'interrupted';
  /** Why it is not stored, or why it could not be given up. */
  error: AppError | null;
  /** A sealed copy is on disk, so that the next start can store it. */
  sealedOnDisk: boolean;
}

/** Said of an `interrupted` sign-in, in the window and outside of it. */
export const interruptedWords = 'Telegram may have accepted this sign-in; its key is only in memory';

/** What is typed to give sessions up: the namespace's name or, for several, how many. */
export function discardPhrase(namespaces: readonly string[]): string {
  const [only] = namespaces;
  return namespaces.length === 1 && only !== undefined ? only : `discard ${namespaces.length} sessions`;
}

/** The watch over an object after a re-authentication. */
export interface ClobberWatchView {
  since: number;
  until: number;
  /** Nobody looks any more; the sealed copy is kept until the operator says that the connector runs. */
  ended: boolean;
  ours: { fingerprint: string };
  /** Null while the object is still ours. Both `side` and `etag` are null where it was deleted. */
  clobbered: { side: SessionSide | null; etag: string | null; noticedAt: number } | null;
  /** Since when every look is answered with 403: deleted or forbidden. Null before there were several in a row. */
  hiddenSince: number | null;
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
