import { create } from 'zustand';
import type { SessionHistory } from '../../../shared/history.ts';
import type { NamespaceDetail } from '../../../shared/namespace-views.ts';
import type { AppError } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface HistoryState {
  /** The namespace and object that the history was read for. */
  profileId: string | null;
  namespace: string | null;
  etag: string | null;
  opened: boolean;
  loading: boolean;
  history: SessionHistory | null;
  error: AppError | null;
  /** Reads the first page, or hides everything. */
  toggle(): Promise<void>;
  more(): Promise<void>;
  reload(): Promise<void>;
  /** Another namespace closes the history; another object of the same one reads it anew. */
  follow(detail: NamespaceDetail | null): void;
}

const closed = { opened: false, loading: false, history: null, error: null };

export const useHistory = create<HistoryState>((set, get) => {
  async function read(continuation: string | null): Promise<void> {
    const { profileId, namespace, etag } = get();
    if (namespace === null) return;
    set({ loading: true, error: null });
    const result = await request('history:list', { namespace, continuation });
    const now = get();
    const stale = now.profileId !== profileId || now.namespace !== namespace || now.etag !== etag;
    if (stale || !now.opened) return;
    if (!result.ok) set({ loading: false, error: result.error });
    else set({ loading: false, history: joined(continuation === null ? null : now.history, result.value) });
  }

  return {
    profileId: null,
    namespace: null,
    etag: null,
    ...closed,
    toggle: async () => {
      if (get().opened) {
        set(closed);
        return;
      }
      set({ opened: true });
      await read(null);
    },
    more: async () => {
      const { history, loading } = get();
      if (history?.continuation && !loading) await read(history.continuation);
    },
    reload: () => read(null),
    follow: (detail) => {
      const { profileId, namespace, etag, opened } = get();
      const shown = { profileId: detail?.profileId ?? null, namespace: detail?.name ?? null };
      const shownEtag = detail?.object?.etag ?? null;
      const same = shown.profileId === profileId && shown.namespace === namespace;
      if (same && shownEtag === etag) return;
      set({ ...shown, etag: shownEtag, ...(same ? {} : closed) });
      if (same && opened) void read(null);
    },
  };
});

function joined(before: SessionHistory | null, page: SessionHistory): SessionHistory {
  return before ? { ...page, versions: [...before.versions, ...page.versions] } : page;
}
