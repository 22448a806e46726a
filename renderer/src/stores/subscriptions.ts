import { onEvent } from '../bridge.ts';
import { hideSettled, notifyClobbered } from '../features/watch/notify-clobbered.ts';
import { useApp } from './app.ts';
import { useConnector } from './connector.ts';
import { useDoctor } from './doctor.ts';
import { useFiles } from './files.ts';
import { useHistory } from './history.ts';
import { useLock } from './lock.ts';
import { useNamespaces } from './namespaces.ts';
import { usePending } from './pending.ts';
import { selectedProfile, useProfiles } from './profiles.ts';
import { useProtection } from './protection.ts';
import { useQuit } from './quit.ts';
import { useSignIn } from './sign-in.ts';
import { useVault } from './vault.ts';

/** Connects the stores with what main pushes and with each other. Returns the clean-up. */
export function subscribeStores(): () => void {
  const stops = [
    onEvent('namespaces:changed', (change) => useNamespaces.getState().applyChange(change)),
    onEvent('namespaces:detail', (detail) => {
      useNamespaces.getState().applyDetail(detail);
      hideSettled(detail);
    }),
    onEvent('protection:changed', (view) => useProtection.getState().apply(view)),
    onEvent('sign-in:changed', (view) => {
      useSignIn.getState().apply(view);
      if (view.step.kind === 'done') void useConnector.getState().load(view.namespace);
    }),
    onEvent('sign-in:closed', ({ attemptId }) => useSignIn.getState().applyClosed(attemptId)),
    onEvent('doctor:changed', (report) => useDoctor.getState().apply(report)),
    onEvent('files:changed', (problems) => useFiles.getState().apply(problems)),
    onEvent('vault:changed', (view) => useVault.getState().apply(view)),
    onEvent('pending:changed', (list) => usePending.getState().apply(list)),
    onEvent('lock:setup-wanted', () => useApp.getState().openDialog({ kind: 'lock' })),
    onEvent('watch:clobbered', (clobbering) => {
      // The open namespace says so itself.
      if (clobbering.namespace !== useNamespaces.getState().openedName) notifyClobbered(clobbering);
    }),
    useNamespaces.subscribe(({ detail }) => useHistory.getState().follow(detail)),
    onEvent('quit:changed', (view) => useQuit.getState().apply(view)),
    useProfiles.subscribe((state, before) => {
      if (selectedProfile(state)?.production !== selectedProfile(before)?.production)
        void useLock.getState().load();
      if (state.selectedId === before.selectedId && state.revision === before.revision) return;
      useDoctor.getState().clear();
      void useProtection.getState().load();
      usePending.getState().clear();
      if (state.selectedId) void usePending.getState().load();
      if (state.selectedId) void useNamespaces.getState().load();
      else useNamespaces.getState().clear();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
