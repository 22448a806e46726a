import { afterEach, beforeEach, expect, it } from 'vitest';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const other = 'b-bot';
const shown = fingerprintOfText(sampleText(1));
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let sealer: MemorySealer;
let store: FaultyStore;
let bench: NamespacesBench;

beforeEach(async () => {
  folder = await temporaryDirectory();
  sealer = new MemorySealer();
  store = new FaultyStore();
  bench = await open();
});
afterEach(async () => {
  await bench.namespaces.dispose();
  await folder.remove();
});

function open(): Promise<NamespacesBench> {
  return NamespacesBench.open(store, folder.path, sealer);
}

/** The profile is left and opened anew; what it left is moved to another name there. */
async function leaveAndMove(): Promise<void> {
  await bench.namespaces.dispose();
  store.gate = Promise.resolve();
  bench = await open();
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
  await bench.namespaces.dispose();
  await sink.offer(sampleSession(1));
  await sink.accept(sampleSession(1), sampleAccount);
  bench = await open();
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
