import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionUri } from '../../../shared/session-keys.ts';
import { isSynthetic } from '../../../shared/synthetic.ts';
import { systemTimers } from '../async/timers.ts';
import type { FileProblems } from '../files/file-problems.ts';
import type { Publish } from '../ipc/events.ts';
import type { Logger } from '../logging/logger.ts';
import type { StoredProfile } from '../profiles/profiles.ts';
import type { Sealer } from '../profiles/sealer.ts';
import { sessionPlace } from '../profiles/session-place.ts';
import { NamespaceCatalogue } from '../sessions/catalogue/namespace-catalogue.ts';
import { mayHoldSession } from '../sessions/journal/journal-folder.ts';
import { SealedJournal } from '../sessions/journal/sealed-journal.ts';
import { MemoryJournal } from '../sessions/memory-journal.ts';
import { Namespaces } from '../sessions/namespaces/namespaces.ts';
import { OverwriteProtection, type ProtectionMemory } from '../sessions/s3/overwrite-protection.ts';
import { S3SessionStore } from '../sessions/s3/s3-session-store.ts';
import { defaultS3Limits } from '../sessions/s3/s3-store-config.ts';
import { MemorySessionStore } from '../sessions/store/memory-session-store.ts';
import type { Clobbering } from '../sessions/watch/clobber-watch.ts';
import type { WatchSchedule } from '../sessions/watch/watch-schedule.ts';
import { FakeGateway } from '../telegram/fake/fake-gateway.ts';
import type { TelegramCredentials, TelegramGateway } from '../telegram/telegram-gateway.ts';
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
  const protection = synthetic ? null : new OverwriteProtection(protectionMemory(catalogue, place), Date.now);
  const bucketStore = protection && new S3SessionStore(storeConfig(profile), defaultS3Limits, protection);
  const safeguards = createSafeguards({
    ...parts,
    profileId: profile.id,
    place,
    store: bucketStore ?? new MemorySessionStore(),
    versions: bucketStore?.versions ?? null,
    catalogue,
    namespaces: () => namespaces,
    onClobbered: (clobbering) => parts.announceClobbering(profile.id, clobbering),
  });
  const namespaces: Namespaces = new Namespaces({
    profileId: profile.id,
    uriOf: (namespace) => sessionUri(bucket, namespace),
    defaultNamespace: draft.defaultNamespace,
    store: safeguards.store,
    catalogue,
    prober: gateway,
    journal: synthetic ? new MemoryJournal() : await openJournal(profile.id, parts, '.'),
    attempted: synthetic ? new MemoryJournal() : await openJournal(profile.id, parts, 'attempts'),
    logger,
    now: Date.now,
    timers: systemTimers,
    watchOf: (namespace) => safeguards.watch.view(namespace),
    keepCopy: safeguards.keepCopy,
  });
  const workspace = new Workspace(
    profile,
    namespaces,
    gateway,
    protection,
    safeguards,
    parts.publish,
    logger,
  );
  await safeguards.watch.resume();
  namespaces.recover();
  // Each watched object gets a look now, also where its watch ended meanwhile; the window need not wait for it.
  void safeguards.watch.checkAll();
  return workspace;
}

function openJournal(
  profileId: string,
  { userDataFolder, sealer, logger }: WorkspaceParts,
  folder: string,
): Promise<SealedJournal> {
  const directory = join(journalFolder(userDataFolder, profileId), folder);
  return SealedJournal.open({ directory, profileId, sealer, logger, now: Date.now });
}

/**
 * Sessions of a profile that may exist on this computer only, readable or not, in use or kept aside, and keys of which
 * it is not known whether Telegram has accepted them.
 */
export async function countJournaled(userDataFolder: string, profileId: string): Promise<number> {
  const folder = journalFolder(userDataFolder, profileId);
  // A key whose session is accepted is removed here once that one is there, so counting in this order misses neither.
  const attempts = await countSessionFiles(join(folder, 'attempts'));
  return attempts + (await countSessionFiles(folder));
}

async function countSessionFiles(directory: string): Promise<number> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter(mayHoldSession).length;
}

function journalFolder(userDataFolder: string, profileId: string): string {
  return join(userDataFolder, 'journal', profileId);
}

/** Another endpoint or bucket is another store, of which nothing is known. */
function protectionMemory(catalogue: NamespaceCatalogue, place: string): ProtectionMemory {
  return {
    recall: () => catalogue.protectionAt(place),
    remember: (found) => catalogue.rememberProtection(place, found),
  };
}
