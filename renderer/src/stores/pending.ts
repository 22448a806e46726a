import { create } from 'zustand';
import type {
  InterruptedOutcome,
  Leftover,
  PendingChange,
  PendingList,
  PendingSession,
  ShownLeftover,
  ShownSession,
} from '../../../shared/held-sessions.ts';
import type { Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface PendingState {
  list: PendingList | null;
  load(): Promise<void>;
  clear(): void;
  apply(change: PendingChange): void;
  retry(namespace: string): Promise<Result<null>>;
  saveAs(shown: ShownSession, target: string): Promise<Result<null>>;
  exportTo(shown: ShownSession, to: 'file' | 'clipboard'): Promise<Result<{ exported: boolean }>>;
  discard(shown: ShownSession): Promise<Result<null>>;
  askAbout(leftover: ShownLeftover): Promise<Result<{ outcome: InterruptedOutcome }>>;
  bringBack(leftover: ShownLeftover): Promise<Result<null>>;
  readAgain(leftover: ShownLeftover): Promise<Result<null>>;
  exportLeftover(leftover: ShownLeftover, to: 'file' | 'clipboard'): Promise<Result<{ exported: boolean }>>;
  discardLeftover(leftover: ShownLeftover): Promise<Result<null>>;
}

/** A change of another profile's list, which came too late, is dropped. */
export function withChange(list: PendingList, change: PendingChange): PendingList {
  const { profileId, sessions, leftovers, removed } = change;
  if (profileId !== list.profileId) return list;
  return inOrder({
    profileId,
    sessions: merged(list.sessions, sessions, [...removed, ...leftovers.map(({ id }) => id)]),
    leftovers: merged(list.leftovers, leftovers, [...removed, ...sessions.map(({ id }) => id)]),
  });
}

const { compare } = new Intl.Collator(undefined, { numeric: true });

/** Nothing jumps about while it is tried again: by name, and what has none comes last. */
export function inOrder({ profileId, sessions, leftovers }: PendingList): PendingList {
  return { profileId, sessions: sessions.toSorted(byName), leftovers: leftovers.toSorted(byName) };
}

function byName(a: PendingSession | Leftover, b: PendingSession | Leftover): number {
  if (a.namespace === null || b.namespace === null)
    return Number(a.namespace === null) - Number(b.namespace === null);
  return compare(a.namespace, b.namespace) || compare(a.id, b.id);
}

function merged<T extends { id: string }>(items: readonly T[], changed: readonly T[], gone: string[]): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const id of gone) byId.delete(id);
  for (const item of changed) byId.set(item.id, item);
  return [...byId.values()];
}

export const usePending = create<PendingState>((set) => ({
  list: null,
  load: async () => {
    const result = await request('pending:list', undefined);
    if (result.ok) set({ list: result.value && inOrder(result.value) });
  },
  clear: () => set({ list: null }),
  apply: (change) => set(({ list }) => ({ list: list && withChange(list, change) })),
  retry: (namespace) => request('pending:retry', { namespace }),
  saveAs: (shown, target) => request('pending:save-as', { ...shown, target }),
  exportTo: (shown, to) => request('pending:export', { ...shown, to }),
  discard: (shown) => request('pending:discard', shown),
  askAbout: (leftover) => request('leftovers:ask', leftover),
  bringBack: (leftover) => request('leftovers:bring-back', leftover),
  readAgain: (leftover) => request('leftovers:read-again', leftover),
  exportLeftover: (leftover, to) => request('leftovers:export', { ...leftover, to }),
  discardLeftover: (leftover) => request('leftovers:discard', leftover),
}));
