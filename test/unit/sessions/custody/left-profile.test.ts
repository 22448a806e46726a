import { afterEach, beforeEach, expect, it } from 'vitest';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const other = 'b-bot';
const shown = fingerprintOfText(sampleText(1));
let folder: BenchFolder;
let store: FaultyStore;
let bench: NamespacesBench;

beforeEach(async () => {
  folder = await BenchFolder.create();
  store = folder.store;
  bench = await folder.start();
});
afterEach(() => folder.remove());

/** The profile is left and opened anew; what it left is moved to another name there. */
async function leaveAndMove(): Promise<void> {
  await folder.leave();
  store.gate = Promise.resolve();
  bench = await folder.start();
  expect(await bench.namespaces.saveAs(name, shown, other)).toMatchObject({ ok: true });
}

async function expectStoredOnce(): Promise<void> {
  expect(await store.text(name)).toBeNull();
  expect(await store.text(other)).toBe(sampleText(1));
}

it('a sign-in that outlives its profile stores nothing', async () => {
  const sink = await bench.begin(name);
  await sink.offer(sampleSession(1));
  await sink.accept(sampleSession(1), sampleAccount);
  await leaveAndMove();
  await sink.release(sampleAccount);
  await expectStoredOnce();
});

it('a sign-in that outlives its profile leaves nothing on the disk', async () => {
  const sink = await bench.begin(name);
  await folder.leave();
  await sink.offer(sampleSession(1));
  await sink.accept(sampleSession(1), sampleAccount);
  bench = await folder.start();
  expect(bench.held.custody.list()).toEqual([]);
});

it('a retry that stood behind a hanging read when its profile was left stores nothing', async () => {
  store.writeError = 'store-unavailable';
  await bench.signIn(name, sampleSession(1));
  store.writeError = null;
  let release = () => {};
  store.gate = new Promise((resolve) => {
    release = resolve;
  });
  store.calls.length = 0;
  const looking = bench.namespaces.look(name);
  await expect.poll(() => store.calls).toEqual([`read ${name}`]);
  const saving = bench.namespaces.save(name);
  await leaveAndMove();
  release();
  await Promise.all([looking, saving]);
  await expectStoredOnce();
});
