import { useApp } from '../../stores/app.ts';
import { selectedProfile, useProfiles } from '../../stores/profiles.ts';

/** Shows the doctor of the selected profile. */
export function openDoctor(): void {
  const profile = selectedProfile(useProfiles.getState());
  if (profile) useApp.getState().openDialog({ kind: 'doctor', profile });
}
