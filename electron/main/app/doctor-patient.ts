import type { DoctorSubject } from '../ipc/handlers/doctor-handlers.ts';
import type { AwsEnvironment } from '../sessions/s3/aws-environment.ts';
import { storeConfig } from './store-config.ts';
import type { Workspaces } from './workspaces.ts';

/** The facts that the doctor needs about the workspace in use; null without a profile. */
export async function doctorPatient(
  workspaces: Pick<Workspaces, 'current' | 'opened'>,
  awsEnvironment: AwsEnvironment,
): Promise<DoctorSubject | null> {
  const workspace = await workspaces.current();
  if (!workspace) return null;
  const { profile, gateway, protection } = workspace;
  const { draft } = profile;
  return {
    patient: {
      profileId: profile.id,
      profileName: draft.name,
      config: storeConfig(profile, awsEnvironment),
      apiId: draft.apiId,
      onProtectionFound: (found) => {
        // A profile that was left or edited meanwhile may have another store now.
        if (workspaces.opened() === workspace) protection?.learn(found);
      },
    },
    checkApiId: (signal) => gateway.checkApiId(signal),
  };
}
