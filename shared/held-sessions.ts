import type { AccountInfo } from './accounts.ts';
import type { AppError } from './result.ts';
import { visibleText } from './visible-text.ts';

/** Names a session that the operator saw, so that a decision cannot hit another one that has taken its place. */
export interface ShownSession {
  namespace: string;
  fingerprint: string;
}

export function isSameSession(a: ShownSession, b: ShownSession): boolean {
  return a.namespace === b.namespace && a.fingerprint === b.fingerprint;
}

/** A session that waits to be stored. */
export interface PendingSession extends ShownSession {
  /** The same for as long as it is kept, whatever becomes of it. */
  id: string;
  dcId: number;
  account: AccountInfo | null;
  /** Epoch ms. */
  acceptedAt: number;
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
  /** Names it in requests; no other file or session ever gets the same. */
  id: string;
  namespace: string | null;
  fingerprint: string | null;
  /** Epoch ms; the file's own date where it says none, null where not even that is known. */
  writtenAt: number | null;
  /** Its session can be opened now. */
  readable: boolean;
  /** Why it is there. */
  reason: AppError;
  /** Choices besides discarding it. */
  actions: readonly LeftoverAction[];
}

export type LeftoverAction = 'ask' | 'bring-back' | 'export' | 'read-again';

/**
 * Why a file is not in use: it is no record, it belongs to another profile, a newer version of the app wrote it, or the disk
 * does not give it.
 */
export type LeftoverFileKind = 'damaged' | 'foreign' | 'newer' | 'unreadable';

export interface LeftoverFile extends LeftoverFacts {
  kind: LeftoverFileKind;
}

/** A session that is on no way to the store: a newer one took its place, or another account than expected signed in. */
interface LeftoverSession extends LeftoverFacts {
  kind: 'superseded' | 'wrong-account';
}

/** A sign-in that is not under way any more, and of which nobody knows yet whether Telegram accepted it. */
export interface InterruptedSignIn extends LeftoverFacts {
  kind: 'interrupted';
  /** Telegram, or before it the store, is being asked. */
  asking: boolean;
  /** When the app asks again by itself, or null where it will not before its next start. */
  nextAskAt: number | null;
}

/** Everything that is kept besides the sessions that wait to be stored. */
export type Leftover = LeftoverFile | LeftoverSession | InterruptedSignIn;

/** The answer about an interrupted sign-in: a session that waits to be stored now, one that is kept already, or none. */
export type InterruptedOutcome = 'accepted' | 'known' | 'not-accepted';

/** Names a leftover as the operator saw it, so that what they decide cannot hit another one. */
export type ShownLeftover = Pick<LeftoverFacts, 'id' | 'fingerprint'>;

/** The phrase that is typed to discard a leftover: its namespace's name, as it is shown, where one is known. */
export function leftoverPhrase({ namespace }: Pick<Leftover, 'namespace'>): string {
  return namespace === null ? 'discard this file' : visibleText(namespace);
}

/** Everything of one profile that is kept on this computer because the store does not have it. */
export interface PendingList {
  profileId: string;
  sessions: PendingSession[];
  leftovers: Leftover[];
}

/** All that has come or changed of such a list, and the ids of what is gone from it. */
export interface PendingChange extends PendingList {
  removed: string[];
}
