import { join } from 'node:path';
import { sessionUri } from '../../../shared/namespaces.ts';
import { isSynthetic } from '../../../shared/profiles.ts';
import type { Publish } from '../ipc/events.ts';
import type { Logger } from '../logging/logger.ts';
import type { StoredProfile } from '../profiles/profiles.ts';
import type { Sealer } from '../profiles/sealer.ts';
import { NamespaceCatalogue } from '../sessions/catalogue/namespace-catalogue.ts';
import { MemoryJournal } from '../sessions/memory-journal.ts';
import { MemorySessionStore } from '../sessions/memory-session-store.ts';
import { Namespaces } from '../sessions/namespaces/namespaces.ts';
import { S3SessionStore } from '../sessions/s3/s3-session-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { FakeGateway } from '../telegram/fake/fake-gateway.ts';
import type { TelegramCredentials, TelegramGateway } from '../telegram/telegram-gateway.ts';
import { storeConfig } from './store-config.ts';
import { Workspace } from './workspace.ts';

export interface WorkspaceParts {
  userDataFolder: string;
  sealer: Sealer;
  publish: Publish;
  logger: Logger;
  createGateway(credentials: TelegramCredentials): TelegramGateway;
}

/** Introduces the sessions of a profile to its Telegram gateway. API_ID 0 stays in memory, as in the connector. */
export async function createWorkspace(profile: StoredProfile, parts: WorkspaceParts): Promise<Workspace> {
  const { draft, secrets } = profile;
  const synthetic = isSynthetic(draft);
  const store: SessionStore = synthetic
    ? new MemorySessionStore()
    : new S3SessionStore(storeConfig(draft, secrets));
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
    logger,
    now: Date.now,
  });
  const namespaces = new Namespaces({
    profileId: profile.id,
    uriOf: (namespace) => sessionUri(bucket, namespace),
    defaultNamespace: draft.defaultNamespace,
    store,
    catalogue,
    prober: gateway,
    journal: new MemoryJournal(),
    logger,
    now: Date.now,
  });
  return new Workspace(profile, namespaces, gateway, parts.publish, logger);
}
