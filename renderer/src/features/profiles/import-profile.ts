import { request } from '../../bridge.ts';
import { notifyError } from '../../components/notify.ts';
import { useApp } from '../../stores/app.ts';

/** Reads the connector's own variables and opens the form with what was found. */
export async function importProfile(source: 'file' | 'environment'): Promise<void> {
  const result = await request('profiles:import', { source });
  if (!result.ok) notifyError(result.error);
  else if (result.value) {
    useApp.getState().openDialog({ kind: 'profile', profile: null, imported: result.value });
  }
}

export function newProfile(): void {
  useApp.getState().openDialog({ kind: 'profile', profile: null, imported: null });
}
