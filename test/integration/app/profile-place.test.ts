import { createHash, randomUUID } from 'node:crypto';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Workspace } from '../../../electron/main/app/workspace.ts';
import { forgetProfileData } from '../../../electron/main/profiles/forget-profile-data.ts';
import { openBucketWorkspace } from '../../fixtures/bucket-workspace.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { MemorySealer } from '../../fixtures/sealer.ts';
import { succeeded } from '../../fixtures/session-store.ts';
import { sampleSession, sampleText } from '../../fixtures/session-strings.ts';

const key = 'telegram/bot/session.txt';
const sealer = new MemorySealer();
const profileId = randomUUID();
let server: PracticeS3;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let clobbered: string[];

beforeAll(async () => {
  server = await startS3();
  for (const bucket of ['production', 'test']) await server.createBucket(bucket);
});

afterAll(() => server.stop());

beforeEach(async () => {
  folder = await temporaryDirectory();
  clobbered = [];
  for (const bucket of ['production', 'test']) await server.putObject(bucket, key, sampleText(1));
});

afterEach(() => folder.remove());

/** Opens the one profile with this bucket, as after its editing. */
async function inBucket<T>(
  bucket: string,
  use: (workspace: Workspace) => Promise<T>,
  at: Pick<PracticeS3, 'rootCredentials' | 'endpoint' | 'region'> = server,
): Promise<T> {
  const workspace = await openBucketWorkspace(profileId, at, bucket, {
    userDataFolder: folder.path,
    sealer,
    announceClobbering: (_, { namespace }) => clobbered.push(namespace),
  });
  try {
    return await use(workspace);
  } finally {
    await workspace.dispose();
  }
}

/** Replaces the stored session, which begins a watch and leaves two sealed copies. */
async function replace({ namespaces }: Workspace): Promise<void> {
  const etag = succeeded(await namespaces.open('bot')).object?.etag ?? null;
  succeeded(await namespaces.bringBack('bot', sampleSession(2), etag));
}

async function lines({ history }: Workspace): Promise<number> {
  return succeeded(await history.list('bot', null)).versions.length;
}

it('takes no alarm, no copy and no line of the history to another bucket', async () => {
  await inBucket('production', replace);
  await inBucket('test', async (workspace) => {
    await workspace.watch.checkAll();
    expect(succeeded(await workspace.namespaces.open('bot')).watch).toBeNull();
    expect({ copyId: workspace.watch.copyIdOf('bot'), lines: await lines(workspace) }).toEqual({
      copyId: null,
      lines: 0,
    });
  });
  expect(clobbered).toEqual([]);
});

it('has them again in the bucket that they are about', async () => {
  await inBucket('production', replace);
  await inBucket('test', async () => {});
  await server.putObject('production', key, sampleText(1));
  await inBucket('production', async (workspace) => {
    await workspace.watch.checkAll();
    await expect.poll(() => clobbered).toEqual(['bot']);
    expect(await lines(workspace)).toBe(2);
  });
});

it('has them again when the endpoint is spelled otherwise, and those that a former version kept by its spelling', async () => {
  const spelled = {
    endpoint: `${server.endpoint.replace('http', 'HTTP')}/`,
    rootCredentials: server.rootCredentials,
    region: server.region,
  };
  await inBucket('production', replace);
  await inBucket('production', async (workspace) => expect(await lines(workspace)).toBe(2), spelled);

  const id = (place: string) => createHash('sha256').update(place).digest('hex').slice(0, 16);
  const [former, now] = [spelled, server].map(({ endpoint }) =>
    id(`${endpoint} ${server.region} production`),
  );
  await rename(
    join(folder.path, 'copies', profileId, `${now}`),
    join(folder.path, 'copies', profileId, `${former}`),
  );
  const watch = (name: string | undefined) => join(folder.path, 'watches', `${profileId}.${name}.json`);
  await rename(watch(now), watch(former));
  await inBucket(
    'production',
    async (workspace) => {
      expect(await lines(workspace)).toBe(2);
      expect(workspace.watch.copyIdOf('bot')).not.toBeNull();
    },
    spelled,
  );
});

it('forgets those of every bucket when the profile is removed', async () => {
  await inBucket('production', replace);
  await inBucket('test', replace);
  await forgetProfileData(folder.path, profileId);
  expect(await readdir(join(folder.path, 'copies'))).toEqual([]);
  expect(await readdir(join(folder.path, 'watches'))).toEqual([]);
});
