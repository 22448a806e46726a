import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Workspace } from '../../../electron/main/app/workspace.ts';
import type { SignInStep } from '../../../shared/sign-in.ts';
import { signInBot } from '../../fixtures/bot-sign-in.ts';
import { openBucketWorkspace } from '../../fixtures/bucket-workspace.ts';
import { type FaultProxy, startFaultProxy } from '../../fixtures/fault-proxy.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { MemorySealer } from '../../fixtures/sealer.ts';

let server: PracticeS3;
let proxy: FaultProxy;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let workspace: Workspace;
let fingerprint: string;

beforeAll(async () => {
  server = await startS3();
  proxy = await startFaultProxy(server.endpoint);
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

/** A sign-in's wizard that has been told that the store is down. */
beforeEach(async () => {
  folder = await temporaryDirectory();
  const bucket = `sessions-${randomUUID()}`;
  await server.createBucket(bucket);
  const { rootCredentials, region } = server;
  const behindProxy = { rootCredentials, region, endpoint: proxy.endpoint };
  const parts = { userDataFolder: folder.path, sealer: new MemorySealer() };
  workspace = await openBucketWorkspace(randomUUID(), behindProxy, bucket, parts);
  proxy.addRule({ method: 'PUT', fault: { kind: 'reset' } });
  await (await signInBot(workspace, 'bot')).ended;
  expect(step()).toMatchObject({ kind: 'storing', error: { code: 'store-unreachable' } });
  fingerprint = workspace.held.custody.waiting('bot')?.fingerprint ?? '';
  proxy.clearRules();
});

afterEach(async () => {
  await workspace.dispose();
  await folder.remove();
});

function step(): SignInStep | undefined {
  return workspace.attempts.list()[0]?.step;
}

it('a wizard says by itself that its session is stored, once the store is back', async () => {
  await expect.poll(step, { timeout: 20_000 }).toMatchObject({ kind: 'done', fingerprint });
});

it('a wizard ends when its session is discarded elsewhere', async () => {
  expect(await workspace.held.pending.discard('bot', fingerprint, 'bot')).toMatchObject({ ok: true });
  expect(step()).toEqual({ kind: 'ended', error: { code: 'sign-in-discarded' } });
});

it('a wizard ends when its session goes on under another name', async () => {
  expect(await workspace.namespaces.saveAs('bot', fingerprint, 'other-bot')).toMatchObject({ ok: true });
  const error = { code: 'sign-in-moved', params: { namespace: 'other-bot' } };
  expect(step()).toEqual({ kind: 'ended', error });
});
