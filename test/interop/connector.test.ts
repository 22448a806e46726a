import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Workspace } from '../../electron/main/app/workspace.ts';
import { openPlainWorkspace } from '../fixtures/plain-workspace.ts';
import { apiHash, apiId, cast } from '../practice/cast.ts';
import { PracticeWorld } from '../practice/world.ts';
import { python } from './python.ts';

const namespace = 'ada-connector';
let world: PracticeWorld;
let bucket: string;
let userDataFolder: string;
let workspace: Workspace;

beforeAll(async () => {
  world = await PracticeWorld.start();
});
afterAll(() => world.stop());

beforeEach(async () => {
  bucket = await world.createBucket();
  userDataFolder = await mkdtemp(join(tmpdir(), 'interop-'));
  const { ports, publicKey } = world.telegram;
  workspace = await openPlainWorkspace({
    userDataFolder,
    profile: {
      id: randomUUID(),
      draft: world.profile(bucket),
      secrets: world.secrets(),
      secretKeyClosed: false,
    },
    telegram: { ports, publicKey },
  });
});

afterEach(async () => {
  await workspace.dispose();
  await rm(userDataFolder, { recursive: true, force: true });
});

async function signIn(): Promise<void> {
  const { attempts, namespaces } = workspace;
  const { phone, code } = cast.plain;
  const started = await attempts.start({ profileId: workspace.profile.id, namespace }, () =>
    namespaces.prepareSignIn(namespace, false),
  );
  if (!started.ok) throw new Error(started.error.code);
  const { attemptId } = started.value;
  await attempts.act(attemptId, { type: 'choose-method', method: 'phone' });
  await attempts.act(attemptId, { type: 'submit-phone', phoneNumber: phone });
  const ended = await attempts.act(attemptId, { type: 'submit-code', code });
  expect(ended).toMatchObject({ ok: true, value: { step: { kind: 'done' } } });
}

/** One life of the connector's container. */
async function runConnector(): Promise<{ username: string | null; saved: string }> {
  const { endpoint, region, rootCredentials } = world.s3;
  const { ports, publicKey } = world.telegram;
  const settings = {
    endpoint,
    region,
    ...rootCredentials,
    bucket,
    namespace,
    ports,
    ...publicKey,
    apiId,
    apiHash,
  };
  return JSON.parse(await python('connector.py', [JSON.stringify(settings)]));
}

it('starts signed in with what the app has stored, and saves the same bytes at its stop', async () => {
  await signIn();
  const stored = await world.storedText(bucket, namespace);
  expect(await runConnector()).toEqual({ username: cast.plain.username, saved: stored });
  expect(await world.storedText(bucket, namespace)).toBe(stored);
});

it('leaves an object that the app shows as the same session, and asks Telegram about without ending it', async () => {
  await signIn();
  await runConnector();
  const opened = await workspace.namespaces.open(namespace);
  expect(opened).toMatchObject({ ok: true, value: { state: 'present', damage: null, unsaved: false } });
  const checked = await workspace.namespaces.checkNow(namespace);
  expect(checked).toMatchObject({ ok: true, value: { verdict: { kind: 'authorized' } } });
  expect((await runConnector()).username).toBe(cast.plain.username);
});
