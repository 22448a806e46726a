import { create } from 'zustand';
import type { QuitAnswer } from '../../../shared/ipc.ts';
import type { QuitView } from '../../../shared/quit.ts';
import type { Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface QuitState {
  /** Null while nobody wants to quit. */
  view: QuitView | null;
  load(): Promise<void>;
  apply(view: QuitView | null): void;
  answer(answer: QuitAnswer): Promise<Result<null>>;
}

export const useQuit = create<QuitState>((set) => ({
  view: null,
  load: async () => {
    const result = await request('quit:state', undefined);
    if (result.ok) set({ view: result.value });
  },
  apply: (view) => set({ view }),
  answer: (answer) => request('quit:answer', answer),
}));
