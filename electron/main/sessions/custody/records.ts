import { ok, type Result } from '../../../../shared/result.ts';
import type { FileChange } from '../../files/atomic-file.ts';
import type { AsideFile } from './aside-file.ts';
import type { HeldSession } from './held-session.ts';

export interface FoundRecords {
  sessions: HeldSession[];
  aside: AsideFile[];
  /** Why the disk did not take what should have been written while reading, or null. */
  refusal: string | null;
}

/** Where custody keeps its records. */
export interface Records {
  /** Everything that earlier runs left. What cannot be read now stays as it is, and is told. */
  read(): Promise<FoundRecords>;
  /** Whether a record can be sealed now, so that writing it is worth a try. */
  canWrite(): boolean;
  write(session: HeldSession): Promise<FileChange>;
  /** Leaves nothing of the session, so that it does not come back at the next start. */
  remove(id: string): Promise<FileChange>;
  /** Opens the secrets that could not be opened before. */
  open(session: HeldSession): HeldSession;
  /** Removes a file that is not in use, if it is still the one that was seen. */
  removeAside(file: AsideFile): Promise<Result<null, 'conflict-changed' | 'held-not-removed'>>;
}

/** Nothing at all: for the synthetic profile, whose store does not outlive the app either. */
export const memoryRecords: Records = {
  read: async () => ({ sessions: [], aside: [], refusal: null }),
  canWrite: () => true,
  write: async () => ({ kind: 'done' }),
  remove: async () => ({ kind: 'done' }),
  open: (session: HeldSession) => session,
  removeAside: async () => ok(null),
};
