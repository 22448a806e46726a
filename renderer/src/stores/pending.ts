import { create } from 'zustand';
import type { PendingList } from '../../../shared/recovery.ts';
import type { Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface PendingState {
  list: PendingList | null;
  load(): Promise<void>;
  clear(): void;
  apply(list: PendingList): void;
  retry(namespace: string): Promise<Result<null>>;
  saveAs(namespace: string, target: string): Promise<Result<null>>;
  exportTo(namespace: string, to: 'file' | 'clipboard'): Promise<Result<{ exported: boolean }>>;
  discard(namespace: string, confirmation: string): Promise<Result<null>>;
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
  saveAs: (namespace, target) => request('pending:save-as', { namespace, target }),
  exportTo: (namespace, to) => request('pending:export', { namespace, to }),
  discard: (namespace, confirmation) => request('pending:discard', { namespace, confirmation }),
}));
