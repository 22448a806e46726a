import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Disk } from '../../../fixtures/disk-faults.ts';
import { type FaultyFolder, faultyFolder } from '../../../fixtures/faulty-folder.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { benchProfileId, NamespacesBench } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

let folder: FaultyFolder;
let disk: Disk;
let store: FaultyStore;
let bench: NamespacesBench;
let sealer: MemorySealer;

beforeEach(async () => {
  folder = await faultyFolder();
  disk = folder.disk;
  sealer = new MemorySealer();
  store = new FaultyStore();
  bench = await NamespacesBench.open(store, folder.path, sealer);
});

afterEach(async () => {
  disk.watch();
  await bench.namespaces.dispose();
  await folder.remove();
});

/** The disk removes no file until the function that is returned is called. */
function refuseRemovals(refused: (path: string) => boolean): () => void {
  disk.watch(({ name, path }) =>
    (name === 'unlink' || name === 'rm') && refused(path) ? { when: 'before', code: 'EROFS' } : null,
  );
  return () => disk.watch();
}

function told(): string[] {
  return bench.problems.list().map(({ error }) => error.code);
}

async function records(): Promise<string[]> {
  return readdir(join(folder.path, 'custody', benchProfileId));
}

async function leaveWaiting(namespace: string, seed: number): Promise<string> {
  store.writeError = 'store-unavailable';
  await bench.signIn(namespace, sampleSession(seed));
  store.writeError = null;
  return bench.held.custody.waiting(namespace)?.id ?? '';
}

it('what the disk refuses of one session stays told while others are written and removed', async () => {
  const id = await leaveWaiting('a-bot', 1);
  refuseRemovals((path) => path.includes(id));
  expect(await bench.held.decisions.discard(id)).toMatchObject({ error: { code: 'held-not-removed' } });
  await bench.signIn('b-bot', sampleSession(2));
  expect(await store.text('b-bot')).toBe(sampleText(2));
  expect(told()).toEqual(['held-not-removed']);
  disk.watch();
  expect(await bench.held.decisions.discard(id)).toMatchObject({ ok: true });
  expect([told(), await records()]).toEqual([[], []]);
});

it('the record of a stored session that could not be removed goes with the next one that can be', async () => {
  await leaveWaiting('a-bot', 1);
  const allow = refuseRemovals(() => true);
  await bench.namespaces.save('a-bot');
  expect(await store.text('a-bot')).toBe(sampleText(1));
  expect([told(), (await records()).length]).toEqual([['held-not-removed'], 1]);
  allow();
  await bench.signIn('b-bot', sampleSession(2));
  expect([told(), await records()]).toEqual([[], []]);
});

it('a session that is held again after its record could not be removed keeps its record', async () => {
  await leaveWaiting('a-bot', 1);
  const allow = refuseRemovals(() => true);
  await bench.namespaces.save('a-bot');
  allow();
  await leaveWaiting('a-bot', 1);
  await bench.signIn('b-bot', sampleSession(2));
  expect(await bench.onDisk()).toEqual([{ namespace: 'a-bot', stage: 'waiting', text: sampleText(1) }]);
});
