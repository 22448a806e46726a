import { create } from 'zustand';
import type {
  InterruptedOutcome,
  PendingList,
  ShownLeftover,
  ShownSession,
} from '../../../shared/held-sessions.ts';
import type { Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface PendingState {
  list: PendingList | null;
  load(): Promise<void>;
  clear(): void;
  apply(list: PendingList): void;
  retry(namespace: string): Promise<Result<null>>;
  saveAs(shown: ShownSession, target: string): Promise<Result<null>>;
  exportTo(shown: ShownSession, to: 'file' | 'clipboard'): Promise<Result<{ exported: boolean }>>;
  discard(shown: ShownSession, confirmation: string): Promise<Result<null>>;
  askAbout(leftover: ShownLeftover): Promise<Result<{ outcome: InterruptedOutcome }>>;
  bringBack(leftover: ShownLeftover): Promise<Result<null>>;
  readAgain(leftover: ShownLeftover): Promise<Result<null>>;
  exportLeftover(leftover: ShownLeftover, to: 'file' | 'clipboard'): Promise<Result<{ exported: boolean }>>;
  discardLeftover(leftover: ShownLeftover, confirmation: string): Promise<Result<null>>;
}

export const usePending = create<PendingState>((set) => ({
  list: null,
  load: async () => {
    const result = await request('pending:list', undefined);
    if (result.ok) set({ list: result.value });
  },
  clear: () => set({ list: null }),
  apply: (list) => set({ list }),
  retry: (namespace) => request('pending:retry', { namespace }),
  saveAs: (shown, target) => request('pending:save-as', { ...shown, target }),
  exportTo: (shown, to) => request('pending:export', { ...shown, to }),
  discard: (shown, confirmation) => request('pending:discard', { ...shown, confirmation }),
  askAbout: (leftover) => request('leftovers:ask', leftover),
  bringBack: (leftover) => request('leftovers:bring-back', leftover),
  readAgain: (leftover) => request('leftovers:read-again', leftover),
  exportLeftover: (leftover, to) => request('leftovers:export', { ...leftover, to }),
  discardLeftover: (leftover, confirmation) => request('leftovers:discard', { ...leftover, confirmation }),
}));
