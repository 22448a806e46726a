import { useApp } from './app.ts';
import { useFiles } from './files.ts';
import { useLock } from './lock.ts';
import { useProfiles } from './profiles.ts';
import { useQuit } from './quit.ts';
import { useSignIn } from './sign-in.ts';
import { useVault } from './vault.ts';

/** Asks main for all that the first screen depends on. What fails stands in the stores. */
export async function loadStores(): Promise<void> {
  await Promise.all([
    useApp.getState().loadInfo(),
    useFiles.getState().load(),
    useProfiles.getState().load(),
    useSignIn.getState().load(),
    useVault.getState().load(),
    useQuit.getState().load(),
    useLock.getState().load(),
  ]);
}
