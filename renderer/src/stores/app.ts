import { create } from 'zustand';
import type { SessionConflict } from '../../../shared/conflicts.ts';
import type { AppInfo } from '../../../shared/ipc.ts';
import type { ImportedProfile, ProfileView } from '../../../shared/profiles.ts';
import type { AppError } from '../../../shared/result.ts';
import { request } from '../bridge.ts';

/** The one dialog that may be open beside the sign-in wizard. */
type OpenDialog =
  | { kind: 'profile'; profile: ProfileView | null; imported: ImportedProfile | null }
  | { kind: 'doctor'; profile: ProfileView }
  | { kind: 'new-namespace' }
  | { kind: 'set-passphrase' }
  | { kind: 'unlock' }
  | { kind: 'forgotten-passphrase' }
  | { kind: 'pending' }
  | { kind: 'lock' }
  | { kind: 'connector-lines'; namespace: string }
  | { kind: 'save-as'; namespace: string; conflict: SessionConflict };

interface AppState {
  info: AppInfo | null;
  infoError: AppError | null;
  dialog: OpenDialog | null;
  loadInfo(): Promise<void>;
  dismissStartupProblem(problem: AppError): void;
  openDialog(dialog: OpenDialog): void;
  closeDialog(): void;
}

export const useApp = create<AppState>((set) => ({
  info: null,
  infoError: null,
  dialog: null,
  loadInfo: async () => {
    const result = await request('app:info', undefined);
    set(result.ok ? { info: result.value, infoError: null } : { infoError: result.error });
  },
  dismissStartupProblem: (problem) =>
    set(({ info }) => ({
      info: info && { ...info, startupProblems: info.startupProblems.filter((one) => one !== problem) },
    })),
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
}));
