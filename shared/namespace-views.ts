import type { AccountInfo, AccountVerdict } from './accounts.ts';
import type { SessionConflict } from './conflicts.ts';
import type { AppError } from './result.ts';
import type { DamageReason, StoredObjectInfo, StoredState } from './stored-sessions.ts';
import type { ClobberWatchView } from './watch.ts';

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
  /** Null if no session was replaced lately. */
  watch: ClobberWatchView | null;
}

export type ListingState =
  | { kind: 'loading'; count: number }
  | { kind: 'complete'; count: number }
  | { kind: 'not-permitted' }
  | { kind: 'failed'; error: AppError };
