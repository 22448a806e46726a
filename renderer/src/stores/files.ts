import { create } from 'zustand';
import type { FileProblem } from '../../../shared/files.ts';
import type { Result } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

interface FilesState {
  /** Null until main has answered. */
  problems: FileProblem[] | null;
  load(): Promise<void>;
  /** Has main read the files anew. */
  tryAgain(): Promise<Result<FileProblem[]>>;
  apply(problems: FileProblem[]): void;
}

export const useFiles = create<FilesState>((set) => ({
  problems: null,
  load: async () => {
    const result = await request('files:problems', undefined);
    if (result.ok) set({ problems: result.value });
  },
  tryAgain: async () => {
    const result = await request('files:try-again', undefined);
    if (result.ok) set({ problems: result.value });
    return result;
  },
  apply: (problems) => set({ problems }),
}));
