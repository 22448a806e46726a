import { join } from 'node:path';
import { sessionUri } from '../../../shared/session-keys.ts';
import { isSynthetic } from '../../../shared/synthetic.ts';
import { systemTimers } from '../async/timers.ts';
import type { FileProblems } from '../files/file-problems.ts';
import type { Sealer } from '../files/sealer.ts';
import type { Publish } from '../ipc/events.ts';
import type { Logger } from '../logging/logger.ts';
import type { StoredProfile } from '../profiles/profiles.ts';
import { sessionPlace, spelledPlace } from '../profiles/session-place.ts';
import { NamespaceCatalogue } from '../sessions/catalogue/namespace-catalogue.ts';
import { openCustody } from '../sessions/custody/create-custody.ts';
import { RecordFolder } from '../sessions/custody/record-folder.ts';
import { memoryRecords } from '../sessions/custody/records.ts';
import { Namespaces } from '../sessions/namespaces/namespaces.ts';
import type { AwsEnvironment } from '../sessions/s3/aws-environment.ts';
import { OverwriteProtection, type ProtectionMemory } from '../sessions/s3/overwrite-protection.ts';
import { S3SessionStore } from '../sessions/s3/s3-session-store.ts';
import { defaultS3Limits } from '../sessions/s3/s3-store-config.ts';
import { SessionManagers } from '../sessions/session-manager.ts';
import { HeardStore } from '../sessions/store/heard-store.ts';
import { MemorySessionStore } from '../sessions/store/memory-session-store.ts';
import type { Clobbering } from '../sessions/watch/clobber-watch.ts';
import type { WatchSchedule } from '../sessions/watch/watch-schedule.ts';
import { FakeGateway } from '../telegram/fake/fake-gateway.ts';
import type { TelegramCredentials, TelegramGateway } from '../telegram/telegram-gateway.ts';
import { adoptFormerSpelling, placeFiles } from './place-files.ts';
import { createSafeguards } from './safeguards.ts';
import { storeConfig } from './store-config.ts';
import { Workspace } from './workspace.ts';

export interface WorkspaceParts {
  userDataFolder: string;
  sealer: Sealer;
  publish: Publish;
  logger: Logger;
  problems: FileProblems;
  createGateway(credentials: TelegramCredentials): TelegramGateway;
  watchSchedule: WatchSchedule;
  awsEnvironment: AwsEnvironment;
  /** Tells the operator, wherever they look. */
  announceClobbering(profileId: string, clobbering: Clobbering): void;
}

/** Introduces the sessions of a profile to its Telegram gateway. API_ID 0 stays in memory, as in the connector. */
export async function createWorkspace(profile: StoredProfile, parts: WorkspaceParts): Promise<Workspace> {
  const { draft, secrets } = profile;
  const synthetic = isSynthetic(draft);
  const gateway = synthetic
    ? new FakeGateway()
    : parts.createGateway({ apiId: draft.apiId, apiHash: secrets.apiHash ?? '' });
  const bucket = synthetic ? 'synthetic' : draft.bucket;
  const { sealer, logger } = parts;
  const directory = join(parts.userDataFolder, 'namespaces');
  const catalogue = await NamespaceCatalogue.open({
    directory,
    profileId: profile.id,
    sealer,
    problems: parts.problems,
    now: Date.now,
  });
  const place = sessionPlace(draft);
  const filesOf = (name: string) => placeFiles(parts.userDataFolder, profile.id, name);
  await adoptFormerSpelling(filesOf(spelledPlace(draft)), filesOf(place), logger);
  const protection = synthetic ? null : new OverwriteProtection(protectionMemory(catalogue, place), Date.now);
  const config = storeConfig(profile, parts.awsEnvironment);
  const bucketStore = protection && new S3SessionStore(config, defaultS3Limits, protection);
  const raw = new HeardStore(bucketStore ?? new MemorySessionStore());
  const safeguards = createSafeguards({
    ...parts,
    profileId: profile.id,
    place,
    store: raw,
    versions: bucketStore?.versions ?? null,
    catalogue,
  });
  const { store, watch, keepCopy } = safeguards;
  const managers = new SessionManagers(store);
  const recordsFolder = join(parts.userDataFolder, 'custody', profile.id);
  const versionOneDirectory = join(parts.userDataFolder, 'journal', profile.id);
  const held = await openCustody({
    profileId: profile.id,
    records: synthetic
      ? memoryRecords
      : new RecordFolder({
          directory: recordsFolder,
          versionOneDirectory,
          profileId: profile.id,
          sealer,
          logger,
        }),
    directory: recordsFolder,
    managers,
    catalogue,
    prober: gateway,
    logger,
    problems: parts.problems,
    now: Date.now,
    timers: systemTimers,
    keepCopy,
  });
  raw.answered.add(() => held.wake());
  const namespaces = new Namespaces({
    profileId: profile.id,
    uriOf: (namespace) => sessionUri(bucket, namespace),
    defaultNamespace: draft.defaultNamespace,
    store,
    managers,
    held,
    catalogue,
    prober: gateway,
    now: Date.now,
    watchOf: (namespace) => watch.view(namespace),
  });
  watch.changed.add((namespace) => namespaces.renew(namespace));
  watch.differs.add((namespace) => void namespaces.look(namespace));
  watch.clobbered.add((clobbering) => parts.announceClobbering(profile.id, clobbering));
  const services = { profile, namespaces, held, gateway, protection, safeguards };
  const workspace = new Workspace(services, parts.publish, logger);
  await watch.resume();
  await namespaces.resume();
  // Each watched object gets a look now, also where its watch ended meanwhile; the window need not wait for it.
  void watch.checkAll();
  return workspace;
}

/** Another endpoint or bucket is another store, of which nothing is known. */
function protectionMemory(catalogue: NamespaceCatalogue, place: string): ProtectionMemory {
  return {
    recall: () => catalogue.protectionAt(place),
    remember: (found) => catalogue.rememberProtection(place, found),
  };
}
