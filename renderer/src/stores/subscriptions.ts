import { onEvent } from '../bridge.ts';
import { useDoctor } from './doctor.ts';
import { useNamespaces } from './namespaces.ts';
import { useProfiles } from './profiles.ts';
import { useSignIn } from './sign-in.ts';

/** Connects the stores with what main pushes and with each other. Returns the clean-up. */
export function subscribeStores(): () => void {
  const stops = [
    onEvent('namespaces:changed', (change) => useNamespaces.getState().applyChange(change)),
    onEvent('namespaces:detail', (detail) => useNamespaces.getState().applyDetail(detail)),
    onEvent('sign-in:changed', (view) => useSignIn.getState().apply(view)),
    onEvent('sign-in:closed', ({ attemptId }) => useSignIn.getState().applyClosed(attemptId)),
    onEvent('doctor:changed', (report) => useDoctor.getState().apply(report)),
    useProfiles.subscribe((state, before) => {
      if (state.selectedId === before.selectedId && state.revision === before.revision) return;
      useDoctor.getState().clear();
      if (state.selectedId) void useNamespaces.getState().load();
      else useNamespaces.getState().clear();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
