import type { AppError } from '../../../shared/result.ts';
import type { AccountInfo } from '../../../shared/sessions.ts';
import type { SignedInAccount } from './namespaces/session-prober.ts';
import type { WriteCondition } from './session-store.ts';

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

/** Keeps each session that was signed in until the store has confirmed it. */
export interface SessionJournal {
  /** Resolves with null when the record would survive the app, else with why it is kept in memory only. */
  put(record: JournalRecord): Promise<AppError | null>;
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
  /** Files of the journal that cannot be used; all were kept. */
  readonly problems: readonly AppError[];
}
