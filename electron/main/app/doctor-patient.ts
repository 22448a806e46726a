import type { DoctorSubject } from '../ipc/handlers/doctor-handlers.ts';
import { storeConfig } from './store-config.ts';
import type { Workspace } from './workspace.ts';

/** What the doctor needs to know of the workspace in use. */
export function doctorPatient(workspace: Workspace | null): DoctorSubject | null {
  if (!workspace) return null;
  const { profile, gateway } = workspace;
  const { draft, secrets } = profile;
  return {
    patient: {
      profileId: profile.id,
      profileName: draft.name,
      config: storeConfig(draft, secrets),
      apiId: draft.apiId,
    },
    checkApiId: (signal) => gateway.checkApiId(signal),
  };
}
