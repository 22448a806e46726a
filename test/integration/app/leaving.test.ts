import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Workspace } from '../../../electron/main/app/workspace.ts';
import { signInBot } from '../../fixtures/bot-sign-in.ts';
import { openBucketWorkspace } from '../../fixtures/bucket-workspace.ts';
import { type FaultProxy, startFaultProxy } from '../../fixtures/fault-proxy.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { MemorySealer } from '../../fixtures/sealer.ts';
import { succeeded } from '../../fixtures/session-store.ts';

/** The store itself gives up a request that hangs after 25 s. */
const longBeforeTheStoreMs = 13_000;

const profileId = randomUUID();
const sealer = new MemorySealer();
let server: PracticeS3;
let proxy: FaultProxy;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let bucket: string;
let workspace: Workspace;

beforeAll(async () => {
  server = await startS3();
  proxy = await startFaultProxy(server.endpoint);
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

beforeEach(async () => {
  folder = await temporaryDirectory();
  bucket = `sessions-${randomUUID()}`;
  await server.createBucket(bucket);
  workspace = await open();
});

afterEach(async () => {
  proxy.clearRules();
  await workspace.dispose();
  await folder.remove();
});

function open(): Promise<Workspace> {
  const { rootCredentials, region } = server;
  const behindProxy = { rootCredentials, region, endpoint: proxy.endpoint };
  return openBucketWorkspace(profileId, behindProxy, bucket, { userDataFolder: folder.path, sealer });
}

function isStored(namespace: string): Promise<boolean> {
  return server.getObject(bucket, `telegram/${namespace}/session.txt`).then((object) => object !== null);
}

it('a profile is not left under a sign-in that was begun while its sessions were being stored', async () => {
  const { namespaces, attempts } = workspace;
  proxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await (await signInBot(workspace, 'bot')).ended;
  proxy.clearRules();
  const prepared = await namespaces.prepareSignIn('other-bot', false);
  const leaving = workspace.reasonToStay();
  await attempts.start({ profileId, namespace: 'other-bot' }, async () => prepared);
  expect(await leaving).toMatchObject({ error: { code: 'profile-in-use' } });
  expect(attempts.isOpenFor('other-bot')).toBe(true);
});

describe('while the store hangs in the middle of a write', () => {
  beforeEach(async () => {
    const rule = proxy.addRule({ method: 'PUT', path: /bot/, fault: { kind: 'hang' } });
    void signInBot(workspace, 'bot');
    await expect.poll(() => rule.hits).toBe(1);
  });

  it('a profile is left soon, and its session is stored when it is opened again', async () => {
    const leftAt = performance.now();
    expect(await workspace.reasonToStay()).toEqual({ ok: true, value: null });
    await workspace.dispose();
    expect(performance.now() - leftAt).toBeLessThan(longBeforeTheStoreMs);
    expect(await isStored('bot')).toBe(false);
    proxy.clearRules();
    workspace = await open();
    await expect.poll(() => workspace.held.pending.list().sessions).toEqual([]);
    expect(await isStored('bot')).toBe(true);
  });

  it('a quit gives up soon what the operator discards, and the next start knows nothing of it', async () => {
    const [unsaved] = workspace.unsaved();
    if (!unsaved) throw new Error('nothing is unsaved');
    const { namespace, fingerprint } = unsaved;
    const discardedAt = performance.now();
    expect(await workspace.discard([{ namespace, fingerprint }])).toEqual([]);
    expect(performance.now() - discardedAt).toBeLessThan(longBeforeTheStoreMs);
    expect(workspace.unsaved()).toEqual([]);
    expect(await readdir(join(folder.path, 'custody', profileId))).toEqual([]);
    expect(workspace.attempts.list()).toMatchObject([
      { step: { kind: 'ended', error: { code: 'sign-in-discarded' } } },
    ]);
    await workspace.dispose();
    workspace = await open();
    expect(workspace.held.pending.list()).toMatchObject({ sessions: [], leftovers: [] });
    expect(succeeded(await workspace.namespaces.open('bot')).unsaved).toBe(false);
  });
});
