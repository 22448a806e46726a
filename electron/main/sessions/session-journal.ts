import type { AccountInfo } from '../../../shared/accounts.ts';
import type { LeftoverFileKind } from '../../../shared/held-sessions.ts';
import type { AppError } from '../../../shared/result.ts';
import type { SignedInAccount } from './session-prober.ts';
import type { WriteCondition } from './store/session-store.ts';

/** A session on its way to the store. */
export interface JournalRecord {
  namespace: string;
  text: string;
  /** What its write may replace; null where nothing could be read before it came. */
  condition: WriteCondition | null;
  account: SignedInAccount | null;
}

export interface JournalEntry {
  namespace: string;
  fingerprint: string;
  dcId: number;
  account: AccountInfo | null;
  /** Epoch ms. */
  journaledAt: number;
  /** Null where the seal cannot be opened now. */
  record: JournalRecord | null;
  /** Why the entry would not survive the app, or null where it would. */
  unprotected: AppError | null;
}

/** A file of the journal that is not in use; all were kept. */
export interface AsideFile {
  name: string;
  path: string;
  kind: LeftoverFileKind;
  /** Null where it is no entry, or could not be read. */
  entry: JournalEntry | null;
  /** Epoch ms; null where it cannot be told. */
  writtenAt: number | null;
  /** What the disk said where it could not be read. */
  failure: string | null;
}

export interface AsideFiles {
  list(): AsideFile[];
  /**
   * Removes the file that was seen with this fingerprint. Resolves with `leftover-gone`, `conflict-changed` or
   * `journal-not-removed` where it did not, else with null.
   */
  discard(name: string, fingerprint: string | null): Promise<AppError | null>;
}

/** Keeps each session that was signed in until the store has confirmed it. */
export interface SessionJournal {
  /** Resolves with null when the record would survive the app, else with why it is kept in memory only. */
  put(record: JournalRecord): Promise<AppError | null>;
  /**
   * As {@link put}, but never in the place of another session: then it keeps nothing and resolves with
   * `namespace-unsaved`. `signedInAt` is epoch ms, now unless given.
   */
  add(record: JournalRecord, signedInAt?: number): Promise<AppError | null>;
  /**
   * Drops the entry of a session that is stored or given up. One with another text is a newer one and stays, and so does
   * one that cannot be opened. Resolves with why the entry could not be removed, or null.
   */
  clear(namespace: string, text: string): Promise<AppError | null>;
  /**
   * Drops the namespace's entry, readable or not, if its key has this fingerprint. Resolves as {@link clear} does, or with
   * `conflict-changed` where another session has taken its place.
   */
  discard(namespace: string, fingerprint: string): Promise<AppError | null>;
  entries(): JournalEntry[];
  /** After the seal was unlocked: opens what was closed, and seals what was kept in memory. */
  unseal(): Promise<void>;
  readonly aside: AsideFiles;
}
