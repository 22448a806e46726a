import { ok } from '../../../../shared/result.ts';
import type { HeldSession } from './held-session.ts';
import type { Records } from './records.ts';

/** Nothing at all: for the synthetic profile, whose store does not outlive the app either. */
export const memoryRecords: Records = {
  read: async () => ({ sessions: [], aside: [], refusal: null }),
  canWrite: () => true,
  write: async () => ({ kind: 'done' }),
  remove: async () => ({ kind: 'done' }),
  open: (session: HeldSession) => session,
  removeAside: async () => ok(null),
};
