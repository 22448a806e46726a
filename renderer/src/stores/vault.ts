import { create } from 'zustand';
import type { Result } from '../../../shared/result.ts';
import type { VaultView } from '../../../shared/vault.ts';
import { request } from '../bridge.ts';
import { useApp } from './app.ts';
import { useProfiles } from './profiles.ts';

interface VaultState {
  /** Null until main has answered. */
  view: VaultView | null;
  /** Asks for the passphrase if one was set, since nothing can be read without it. */
  load(): Promise<void>;
  setPassphrase(passphrase: string): Promise<Result<VaultView>>;
  unlock(passphrase: string): Promise<Result<VaultView>>;
  replaceForgotten(passphrase: string): Promise<Result<VaultView>>;
  apply(view: VaultView): void;
}

/** Main opens the selected profile anew once it can seal or open more, so what is shown of its bucket is read anew. */
async function thenReload(asked: Promise<Result<VaultView>>): Promise<Result<VaultView>> {
  const result = await asked;
  if (result.ok) await useProfiles.getState().reload();
  return result;
}

export const useVault = create<VaultState>((set) => ({
  view: null,
  load: async () => {
    const result = await request('vault:status', undefined);
    if (!result.ok) return;
    set({ view: result.value });
    if (result.value.status === 'passphrase-locked') useApp.getState().openDialog({ kind: 'unlock' });
  },
  setPassphrase: (passphrase) => thenReload(request('vault:set-passphrase', { passphrase })),
  unlock: (passphrase) => thenReload(request('vault:unlock', { passphrase })),
  replaceForgotten: (passphrase) => thenReload(request('vault:replace-forgotten', { passphrase })),
  apply: (view) => set({ view }),
}));
