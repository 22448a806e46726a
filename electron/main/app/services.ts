import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, clipboard, safeStorage } from 'electron';
import type { AppInfo } from '../../../shared/ipc.ts';
import type { AppError } from '../../../shared/result.ts';
import { JsonFile } from '../files/json-file.ts';
import type { Publish } from '../ipc/events.ts';
import { appHandlers } from '../ipc/handlers/app-handlers.ts';
import { doctorHandlers } from '../ipc/handlers/doctor-handlers.ts';
import { namespaceHandlers } from '../ipc/handlers/namespace-handlers.ts';
import { profileHandlers } from '../ipc/handlers/profile-handlers.ts';
import { signInHandlers } from '../ipc/handlers/sign-in-handlers.ts';
import type { Handlers } from '../ipc/requests.ts';
import type { Logger } from '../logging/logger.ts';
import { listAwsProfileNames } from '../profiles/aws-profile-names.ts';
import { ProfileImports } from '../profiles/profile-imports.ts';
import { Profiles, profilesFileSchema } from '../profiles/profiles.ts';
import { SafeStorageSealer } from '../profiles/safe-storage-sealer.ts';
import type { Sealer } from '../profiles/sealer.ts';
import { Doctor } from '../sessions/doctor/doctor.ts';
import { testConnection } from '../sessions/s3/connection-test.ts';
import { canonicalDataCentre } from '../sessions/session-string/index.ts';
import { LazyGateway } from '../telegram/lazy-gateway.ts';
import type { TelegramCredentials } from '../telegram/telegram-gateway.ts';
import { createWorkspace } from './create-workspace.ts';
import { doctorPatient } from './doctor-patient.ts';
import type { StartOptions } from './start.ts';
import { storeConfig } from './store-config.ts';
import { Workspaces } from './workspaces.ts';

export interface ServiceParts extends StartOptions {
  userData: string;
  logger: Logger;
  publish: Publish;
  chooseFile(): Promise<string | null>;
}

export interface Services {
  handlers: Handlers;
  workspaces: Workspaces;
}

/** Builds what stands behind the window, from profiles to handlers. */
export async function createServices(parts: ServiceParts): Promise<Services> {
  const { logger, publish, userData } = parts;
  const sealer = new SafeStorageSealer(safeStorage);
  const profilesFile = new JsonFile(join(userData, 'profiles.json'), profilesFileSchema, Date.now);
  const profiles = new Profiles(profilesFile, sealer, randomUUID);
  const startupProblem = (await profiles.load()) ?? (await saveInitialProfile(profiles, parts));
  if (startupProblem) logger.error('problem while starting', { error: startupProblem });

  const workspaces = new Workspaces(
    profiles,
    (profile) =>
      createWorkspace(profile, {
        userDataFolder: userData,
        sealer,
        publish,
        logger,
        createGateway: gatewayFactory(parts),
      }),
    logger,
  );
  const handlers: Handlers = {
    ...appHandlers(() => describeApp(parts, sealer, startupProblem)),
    ...profileHandlers({
      profiles,
      imports: new ProfileImports(process.env, randomUUID),
      use: workspaces,
      chooseFile: parts.chooseFile,
      testConnection: ({ draft, secrets }) => testConnection(storeConfig(draft, secrets)),
      listAwsProfileNames,
    }),
    ...namespaceHandlers({
      current: async () => (await workspaces.current())?.namespaces ?? null,
      copyText: (text) => clipboard.writeText(text),
    }),
    ...signInHandlers(() => workspaces.current()),
    ...doctorHandlers({
      doctor: createDoctor(parts),
      current: async () => doctorPatient(await workspaces.current()),
      copyText: (text) => clipboard.writeText(text),
    }),
  };
  return { handlers, workspaces };
}

async function saveInitialProfile(
  profiles: Profiles,
  { initialProfile }: StartOptions,
): Promise<AppError | null> {
  if (!initialProfile || profiles.list().profiles.length > 0) return null;
  const saved = await profiles.save(null, initialProfile.draft, initialProfile.secrets);
  return saved.ok ? null : saved.error;
}

function describeApp({ practice }: StartOptions, sealer: Sealer, startupProblem: AppError | null): AppInfo {
  return {
    appVersion: app.getVersion(),
    electronVersion: process.versions.electron,
    platform: process.platform,
    practice,
    keyringAvailable: sealer.available(),
    startupProblem,
  };
}

function createDoctor({ logger, publish }: ServiceParts): Doctor {
  return new Doctor({
    platform: process.platform,
    appVersion: app.getVersion(),
    logger,
    now: Date.now,
    onChanged: (report) => publish('doctor:changed', report),
  });
}

function gatewayFactory({ dial, mainFolder, logger }: ServiceParts) {
  const spawnSrpWorker = () => new Worker(join(mainFolder, 'srp-worker.js'));
  const appVersion = app.getVersion();
  return (credentials: TelegramCredentials) =>
    new LazyGateway({ credentials, dial, spawnSrpWorker, canonicalDataCentre, logger, appVersion });
}
