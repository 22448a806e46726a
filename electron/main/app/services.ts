import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, clipboard } from 'electron';
import type { AppInfo } from '../../../shared/ipc.ts';
import { type AppError, ok, type Result } from '../../../shared/result.ts';
import { systemTimers } from '../async/timers.ts';
import { FileProblems } from '../files/file-problems.ts';
import { JsonFile } from '../files/json-file.ts';
import type { Publish } from '../ipc/events.ts';
import { appHandlers } from '../ipc/handlers/app-handlers.ts';
import type { Confirm } from '../ipc/handlers/confirm.ts';
import { conflictHandlers } from '../ipc/handlers/conflict-handlers.ts';
import { connectorHandlers } from '../ipc/handlers/connector-handlers.ts';
import { doctorHandlers } from '../ipc/handlers/doctor-handlers.ts';
import type { SessionExport } from '../ipc/handlers/export-session.ts';
import { fileHandlers } from '../ipc/handlers/file-handlers.ts';
import { historyHandlers } from '../ipc/handlers/history-handlers.ts';
import { leftoverHandlers } from '../ipc/handlers/leftover-handlers.ts';
import { lockHandlers } from '../ipc/handlers/lock-handlers.ts';
import { namespaceHandlers } from '../ipc/handlers/namespace-handlers.ts';
import { pendingHandlers } from '../ipc/handlers/pending-handlers.ts';
import { profileHandlers } from '../ipc/handlers/profile-handlers.ts';
import { type QuitQuestion, quitHandlers } from '../ipc/handlers/quit-handlers.ts';
import { signInHandlers } from '../ipc/handlers/sign-in-handlers.ts';
import { vaultHandlers } from '../ipc/handlers/vault-handlers.ts';
import type { Handlers } from '../ipc/requests.ts';
import type { Logger } from '../logging/logger.ts';
import { AuthorityChoices } from '../profiles/authority-choices.ts';
import { listAwsProfileNames } from '../profiles/aws-profile-names.ts';
import { forgetProfileData } from '../profiles/forget-profile-data.ts';
import { confirmationFor } from '../profiles/place-confirmations.ts';
import { ProfileImports } from '../profiles/profile-imports.ts';
import { Profiles, type ProfilesErrorCode, profilesFileSchema } from '../profiles/profiles.ts';
import type { Vault } from '../profiles/vault/vault.ts';
import { Doctor } from '../sessions/doctor/doctor.ts';
import { testConnection } from '../sessions/s3/connection-test.ts';
import { canonicalDataCentre } from '../sessions/session-string/index.ts';
import type { Clobbering } from '../sessions/watch/clobber-watch.ts';
import { LazyGateway } from '../telegram/lazy-gateway.ts';
import type { TelegramCredentials } from '../telegram/telegram-gateway.ts';
import { countHeld } from './count-held.ts';
import { createWorkspace } from './create-workspace.ts';
import { doctorPatient } from './doctor-patient.ts';
import type { AppLock } from './lock/app-lock.ts';
import { type Notice, overwrittenNotice } from './notices.ts';
import { OwnFiles } from './own-files.ts';
import type { StartOptions } from './start-options.ts';
import { storeConfig } from './store-config.ts';
import type { TakenEnvironment } from './take-environment.ts';
import { Workspaces } from './workspaces.ts';

interface ServiceParts extends StartOptions {
  userData: string;
  environment: TakenEnvironment;
  vault: Vault;
  lock: AppLock;
  /** From before the services were there. */
  startupProblems: AppError[];
  logger: Logger;
  publish: Publish;
  chooseFile(): Promise<string | null>;
  chooseAuthorityFile(): Promise<string | null>;
  exports: SessionExport;
  quitQuestion: QuitQuestion;
  /** Lets the operator confirm, outside of the main window, what reveals, replaces or ends. */
  confirm: Confirm;
  /** Tells the operator while nobody is looking at the window. */
  notify(notice: Notice): void;
}

interface Services {
  handlers: Handlers;
  workspaces: Workspaces;
  /** Whether the selected profile is marked as production. */
  isProduction(): boolean;
}

/** Builds what stands behind the window, from profiles to handlers. */
export async function createServices(parts: ServiceParts): Promise<Services> {
  const { environment, logger, publish, userData, vault, lock, confirm } = parts;
  const profilesFile = new JsonFile(join(userData, 'profiles.json'), profilesFileSchema, Date.now);
  const profiles = new Profiles(profilesFile, vault, randomUUID);
  const problems = new FileProblems(logger, (list) => publish('files:changed', list));
  const ownFiles = new OwnFiles(vault, profiles, problems, logger);
  await ownFiles.start();
  await lock.settle();
  if (!profiles.problem) ownFiles.tell(await saveInitialProfile(profiles, parts));

  const workspaces = new Workspaces(
    profiles,
    (profile) => {
      problems.forgetProfile();
      return createWorkspace(profile, {
        userDataFolder: userData,
        sealer: vault,
        publish,
        logger,
        problems,
        createGateway: gatewayFactory(parts),
        watchSchedule: parts.watchSchedule,
        awsEnvironment: environment.aws,
        announceClobbering: (profileId, clobbering) => announceClobbering(parts, profileId, clobbering),
      });
    },
    logger,
  );
  const namespaces = async () => (await workspaces.current())?.namespaces ?? null;
  const forVault = vaultHandlers({
    vault,
    confirm,
    unseal: async () => {
      await profiles.unseal();
      await workspaces.unseal();
    },
    onChanged: (view) => publish('vault:changed', view),
  });
  const handlers: Handlers = {
    ...appHandlers(() => describeApp(parts, [...parts.startupProblems, ...ownFiles.told])),
    ...fileHandlers({ problems, ownFiles, reopen: () => workspaces.reopen() }),
    ...profileHandlers({
      profiles,
      imports: new ProfileImports(environment.connector, randomUUID, systemTimers),
      authorities: new AuthorityChoices(randomUUID, Date.now),
      use: workspaces,
      pendingCount: (profileId) => countHeld(userData, profileId),
      forgetData: (profileId) => forgetProfileData(userData, profileId),
      chooseFile: parts.chooseFile,
      chooseAuthorityFile: parts.chooseAuthorityFile,
      testConnection: (profile) => testConnection(storeConfig(profile, environment.aws)),
      listAwsProfileNames,
      now: Date.now,
      confirm,
    }),
    ...forVault,
    ...lockHandlers({
      lock,
      openVault: async (passphrase) => void (await forVault['vault:unlock']({ passphrase })),
    }),
    ...pendingHandlers({ current: () => workspaces.current(), exports: parts.exports, confirm }),
    ...leftoverHandlers({ current: () => workspaces.current(), exports: parts.exports, confirm }),
    ...quitHandlers(parts.quitQuestion),
    ...namespaceHandlers({
      current: namespaces,
      confirm,
      copyText: (text) => clipboard.writeText(text),
    }),
    ...signInHandlers(() => workspaces.current(), confirm),
    ...conflictHandlers(() => workspaces.current(), confirm),
    ...historyHandlers(() => workspaces.current(), confirm),
    ...connectorHandlers({
      current: async () => profiles.selected() ?? null,
      copyText: (text) => clipboard.writeText(text),
      copySecret: (text) => parts.exports.toClipboard(text),
      confirm,
    }),
    ...doctorHandlers({
      doctor: createDoctor(parts),
      current: () => doctorPatient(workspaces, environment.aws),
      copyText: (text) => clipboard.writeText(text),
    }),
  };
  // Custody and watches go on behind the lock, where no window asks for them.
  if (lock.isLocked()) void workspaces.openAgain();
  return { handlers, workspaces, isProduction: () => profiles.selected()?.draft.production ?? false };
}

function announceClobbering(
  { publish, notify }: ServiceParts,
  profileId: string,
  { namespace, ours, theirs }: Clobbering,
): void {
  const fingerprint = theirs?.fingerprint ?? null;
  publish('watch:clobbered', { profileId, namespace, ours, theirs: fingerprint });
  notify(overwrittenNotice({ namespace, ours }));
}

async function saveInitialProfile(
  profiles: Profiles,
  { initialProfile }: StartOptions,
): Promise<Result<unknown, ProfilesErrorCode>> {
  if (!initialProfile || profiles.list().profiles.length > 0) return ok(null);
  const { draft, secrets } = initialProfile;
  return profiles.save(null, draft, secrets, { confirmation: confirmationFor(draft) });
}

function describeApp({ practice }: StartOptions, startupProblems: AppError[]): AppInfo {
  return {
    appVersion: app.getVersion(),
    electronVersion: process.versions.electron,
    platform: process.platform,
    practice,
    startupProblems,
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
