import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SealedJournal } from '../../../../electron/main/sessions/journal/sealed-journal.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import {
  NamespacesBench,
  sampleAccount,
  silentLogger,
  temporaryDirectory,
} from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { readTelethonText, throwawayKey } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const session = { dcId: 2, address: '149.154.167.51', port: 443, authKey: throwawayKey };
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let store: FaultyStore;
let sealer: MemorySealer;
const started: NamespacesBench[] = [];

beforeEach(async () => {
  directory = await temporaryDirectory();
  store = new FaultyStore([]);
  sealer = new MemorySealer();
});
afterEach(async () => {
  for (const { namespaces } of started.splice(0)) await namespaces.dispose();
  await directory.remove();
});

/** A start of the app, at which Telegram knows the key as signed in. */
async function start(): Promise<NamespacesBench> {
  const attempted = await SealedJournal.open({
    directory: join(directory.path, 'attempts'),
    profileId: 'profile',
    sealer,
    logger: silentLogger,
    now: Date.now,
  });
  const bench = await NamespacesBench.open(store, directory.path, sealer, { attempted });
  bench.prober.says({ kind: 'authorized', account: sampleAccount });
  started.push(bench);
  return bench;
}

async function beginSignIn(): Promise<NamespacesBench> {
  const bench = await start();
  await bench.namespaces.prepareSignIn(name, false);
  await bench.namespaces.signIns.anticipate(name, session);
  return bench;
}

async function storedKey(): Promise<Uint8Array | null> {
  const text = await store.text(name);
  return text ? readTelethonText(text).authKey : null;
}

it('stores the session of a sign-in that was left and that Telegram had accepted', async () => {
  const { namespaces } = await beginSignIn();
  await namespaces.signIns.resolve(name);
  await expect.poll(storedKey).toEqual(throwawayKey);
});

it('asks about a key whose seal was closed at the start once it is unlocked', async () => {
  await beginSignIn();
  sealer.isAvailable = false;
  const { namespaces, prober } = await start();
  namespaces.recover();
  expect(prober.asked).toEqual([]);
  sealer.isAvailable = true;
  await namespaces.unseal();
  await expect.poll(storedKey).toEqual(throwawayKey);
});

it('keeps the key of an earlier run when another sign-in is given up', async () => {
  await beginSignIn();
  const { namespaces } = await start();
  await namespaces.signIns.anticipate(name, { ...session, authKey: Buffer.alloc(256, 8) });
  await namespaces.signIns.abandon(name);
  namespaces.recover();
  await expect.poll(storedKey).toEqual(throwawayKey);
});
