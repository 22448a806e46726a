import { create } from 'zustand';
import type { ProfileList, RemovedProfile, RequestOf } from '../../../shared/ipc.ts';
import type { ProfileView } from '../../../shared/profiles.ts';
import type { AppError, Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface ProfilesState {
  /** Null until main has answered for the first time. */
  profiles: ProfileView[] | null;
  selectedId: string | null;
  /** Goes up when main opened the selected profile anew: what is shown of its bucket may be another one then. */
  revision: number;
  loadError: AppError | null;
  load(): Promise<void>;
  /** After main could open or seal more of them: what is shown of the selected one's bucket is read anew. */
  reload(): Promise<void>;
  select(id: string): Promise<Result<ProfileList>>;
  remove(id: string): Promise<Result<RemovedProfile>>;
  /** Saves and, when the profile is new, switches to it. */
  save(payload: RequestOf<'profiles:save'>): Promise<Result<ProfileView>>;
}

export const useProfiles = create<ProfilesState>((set, get) => {
  const keep = <T extends ProfileList>(result: Result<T>) => {
    if (result.ok) {
      const { profiles, selectedId } = result.value;
      set({ profiles, selectedId, loadError: null });
    }
    return result;
  };
  return {
    profiles: null,
    selectedId: null,
    revision: 0,
    loadError: null,
    load: async () => {
      const result = keep(await request('profiles:list', undefined));
      if (!result.ok) set({ loadError: result.error });
    },
    reload: async () => {
      await get().load();
      set({ revision: get().revision + 1 });
    },
    select: async (id) => keep(await request('profiles:select', { id })),
    remove: async (id) => keep(await request('profiles:remove', { id })),
    save: async (payload) => {
      const saved = await request('profiles:save', payload);
      if (!saved.ok) return saved;
      if (payload.id === null) {
        const selected = await get().select(saved.value.id);
        if (!selected.ok) await get().load();
      } else {
        await get().load();
        if (payload.id === get().selectedId) set({ revision: get().revision + 1 });
      }
      return saved;
    },
  };
});

export function selectedProfile(state: Pick<ProfilesState, 'profiles' | 'selectedId'>): ProfileView | null {
  return state.profiles?.find((profile) => profile.id === state.selectedId) ?? null;
}
