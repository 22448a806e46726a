import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Workspace } from '../../../electron/main/app/workspace.ts';
import { openBucketWorkspace } from '../../fixtures/bucket-workspace.ts';
import { type FaultProxy, startFaultProxy } from '../../fixtures/fault-proxy.ts';
import { sampleAccount, temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { MemorySealer } from '../../fixtures/sealer.ts';
import { sampleSession } from '../../fixtures/session-strings.ts';

const profileId = randomUUID();
let server: PracticeS3;
let proxy: FaultProxy;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let workspace: Workspace;

beforeAll(async () => {
  server = await startS3();
  await server.createBucket('production');
  proxy = await startFaultProxy(server.endpoint);
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

beforeEach(async () => {
  folder = await temporaryDirectory();
  const { rootCredentials, region } = server;
  const behindProxy = { rootCredentials, region, endpoint: proxy.endpoint };
  const parts = { userDataFolder: folder.path, sealer: new MemorySealer() };
  workspace = await openBucketWorkspace(profileId, behindProxy, 'production', parts);
});

afterEach(async () => {
  proxy.clearRules();
  await workspace.dispose();
  await folder.remove();
});

it('a profile is not left under a sign-in that was begun while its sessions were being stored', async () => {
  const { namespaces, attempts } = workspace;
  proxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await namespaces.prepareSignIn('bot', false);
  await namespaces.storeSignedIn('bot', sampleSession(1), sampleAccount);
  proxy.clearRules();
  const leaving = workspace.reasonToStay();
  attempts.start({ profileId, namespace: 'other-bot', purpose: 'sign-in', knownPhoneNumber: null });
  expect(await leaving).toMatchObject({ error: { code: 'profile-in-use' } });
  expect(attempts.isOpenFor('other-bot')).toBe(true);
});
