import { create } from 'zustand';
import type { OverwriteProtectionView } from '../../../shared/overwrite-protection.ts';
import { request } from '../bridge.ts';

interface ProtectionState {
  /** Null until main has told it for the selected profile. */
  view: OverwriteProtectionView | null;
  load(): Promise<void>;
  apply(view: OverwriteProtectionView): void;
}

/** Whether the selected profile's store protects against overwriting. */
export const useProtection = create<ProtectionState>((set) => ({
  view: null,
  load: async () => {
    set({ view: null });
    const result = await request('protection:get', undefined);
    if (result.ok) set({ view: result.value });
  },
  apply: (view) => set({ view }),
}));
