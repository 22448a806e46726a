import { create } from 'zustand';
import type { ConflictChoice, SessionConflict } from '../../../shared/conflicts.ts';
import type { Events, RequestOf, ResponseOf } from '../../../shared/ipc.ts';
import type { ListingState, NamespaceDetail } from '../../../shared/namespace-views.ts';
import type { AppError, Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';
import { applyRows, type NamespaceRows, noRows, rowsOf } from './namespace-rows.ts';

type DetailChannel =
  | 'namespaces:open'
  | 'namespaces:create'
  | 'namespaces:check-now'
  | 'namespaces:repair'
  | 'namespaces:save'
  | 'conflict:resolve'
  | 'history:restore'
  | 'watch:restore';

interface NamespacesData {
  profileId: string | null;
  rows: NamespaceRows;
  listing: ListingState;
  listError: AppError | null;
  /** The name in the right pane; its detail follows when main has read it. */
  openedName: string | null;
  detail: NamespaceDetail | null;
  /** Why the last request about the opened namespace failed. */
  detailError: AppError | null;
  /** The request about the opened namespace that main is working on. */
  working: DetailChannel | null;
  /** Names whose session is being checked with Telegram, whatever is open meanwhile. */
  checking: ReadonlySet<string>;
}

interface NamespacesState extends NamespacesData {
  load(): Promise<void>;
  /** Lists the bucket anew and reads the opened namespace again. */
  refresh(): Promise<void>;
  clear(): void;
  open(namespace: string): Promise<void>;
  create(namespace: string): Promise<Result<NamespaceDetail>>;
  forget(namespace: string): Promise<Result<null>>;
  checkNow(namespace: string): Promise<Result<NamespaceDetail>>;
  repair(namespace: string): Promise<void>;
  save(namespace: string): Promise<void>;
  /** Carries out a decision about the two sides that were shown. */
  resolveConflict(
    namespace: string,
    shown: SessionConflict,
    choice: ConflictChoice,
  ): Promise<Result<NamespaceDetail>>;
  /** Brings the watched session back over the object with this ETag, or where there is none. */
  restoreWatched(namespace: string, etag: string | null): Promise<void>;
  restoreVersion(request: RequestOf<'history:restore'>): Promise<void>;
  copyUri(namespace: string): Promise<Result<null>>;
  applyChange(change: Events['namespaces:changed']): void;
  applyDetail(detail: NamespaceDetail): void;
}

export const emptyNamespaces: NamespacesData = {
  profileId: null,
  rows: noRows,
  listing: { kind: 'loading', count: 0 },
  listError: null,
  openedName: null,
  detail: null,
  detailError: null,
  working: null,
  checking: new Set(),
};

/** A page of names belongs to the shown profile, or it came too late and is dropped. */
export function withChange(state: NamespacesData, change: Events['namespaces:changed']): NamespacesData {
  if (change.profileId !== state.profileId) return state;
  return { ...state, listing: change.listing, rows: applyRows(state.rows, change.upserts, change.removed) };
}

export function withDetail(state: NamespacesData, detail: NamespaceDetail): NamespacesData {
  const isOpen = detail.profileId === state.profileId && detail.name === state.openedName;
  if (!isOpen) return state;
  // The answer to a decision may overtake the events of what it has found; it is about a session that still waits.
  return { ...state, detail, detailError: detail.unsaved ? state.detailError : null };
}

export const useNamespaces = create<NamespacesState>((set, get) => {
  async function ask<C extends DetailChannel>(
    channel: C,
    payload: RequestOf<C> & { namespace: string },
  ): Promise<Result<ResponseOf<C>>> {
    const { profileId } = get();
    set({ working: channel });
    const result = await request(channel, payload);
    // Another namespace or profile may have been opened while this one was being read.
    if (get().openedName !== payload.namespace || get().profileId !== profileId) return result;
    set({ working: null });
    set({ detailError: result.ok ? null : result.error });
    if (result.ok) get().applyDetail(result.value);
    return result;
  }

  return {
    ...emptyNamespaces,
    load: async () => {
      set(emptyNamespaces);
      const result = await request('namespaces:list', undefined);
      if (!result.ok) {
        set({ listError: result.error });
        return;
      }
      const { profileId, namespaces, listing, preferred } = result.value;
      set({ profileId, rows: rowsOf(namespaces), listing, listError: null });
      await get().open(preferred);
    },
    refresh: async () => {
      const { openedName, open, profileId, load } = get();
      if (profileId === null) return load();
      const result = await request('namespaces:refresh', undefined);
      if (get().profileId !== profileId) return;
      set(result.ok ? { listing: result.value, listError: null } : { listError: result.error });
      if (openedName !== null && get().openedName === openedName) await open(openedName);
    },
    clear: () => set(emptyNamespaces),
    open: async (namespace) => {
      if (namespace !== get().openedName) set({ openedName: namespace, detail: null });
      set({ detailError: null });
      await ask('namespaces:open', { namespace });
    },
    create: async (namespace) => {
      const result = await request('namespaces:create', { namespace });
      if (result.ok) {
        set({ openedName: namespace, detail: null, detailError: null, working: null });
        get().applyDetail(result.value);
      }
      return result;
    },
    forget: async (namespace) => {
      const result = await request('namespaces:forget', { namespace });
      if (result.ok && get().openedName === namespace) {
        set({ openedName: null, detail: null, detailError: null, working: null });
      }
      return result;
    },
    checkNow: async (namespace) => {
      set(({ checking }) => ({ checking: new Set([...checking, namespace]) }));
      const result = await ask('namespaces:check-now', { namespace });
      set(({ checking }) => ({ checking: new Set([...checking].filter((name) => name !== namespace)) }));
      return result;
    },
    repair: async (namespace) => {
      await ask('namespaces:repair', { namespace });
    },
    save: async (namespace) => {
      await ask('namespaces:save', { namespace });
    },
    resolveConflict: (namespace, { ours, etag }, choice) =>
      ask('conflict:resolve', { namespace, fingerprint: ours.fingerprint, etag, choice }),
    restoreWatched: async (namespace, etag) => {
      await ask('watch:restore', { namespace, etag });
    },
    restoreVersion: async (version) => {
      await ask('history:restore', version);
    },
    copyUri: (namespace) => request('namespaces:copy-uri', { namespace }),
    applyChange: (change) => set((state) => withChange(state, change)),
    applyDetail: (detail) => set((state) => withDetail(state, detail)),
  };
});
