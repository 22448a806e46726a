import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CopyingStore, type StoredString } from '../../../../electron/main/sessions/copies/copying-store.ts';
import { SealedCopies } from '../../../../electron/main/sessions/copies/sealed-copies.ts';
import type { WriteCondition } from '../../../../electron/main/sessions/store/session-store.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { quietProblems } from '../../../fixtures/file-problems.ts';
import { temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let faulty: FaultyStore;
let copies: SealedCopies;
let written: StoredString[];

beforeEach(async () => {
  folder = await temporaryDirectory();
  faulty = new FaultyStore([['bot', sampleText(1)]]);
  const parts = { sealer: new MemorySealer(), problems: quietProblems(), now: Date.now };
  copies = new SealedCopies({ directory: join(folder.path, 'copies'), ...parts });
  written = [];
});

afterEach(() => folder.remove());

function open(): CopyingStore {
  return new CopyingStore({
    store: faulty,
    copies,
    onRead: () => {},
    onWritten: async (stored) => void written.push(stored),
  });
}

async function etagOf(store: CopyingStore): Promise<string> {
  const read = await store.read('bot');
  if (!read.ok || !('etag' in read.value)) throw new Error('nothing was read');
  return read.value.etag;
}

async function texts(): Promise<string[]> {
  return (await copies.list('bot')).map(({ text }) => text);
}

async function writeAndRead(store: CopyingStore, seed: number, condition: WriteCondition): Promise<void> {
  await store.write('bot', sampleText(seed), condition);
  await store.read('bot');
}

it('keeps what it writes and what that replaces, each with who wrote it', async () => {
  const store = open();
  const etag = await etagOf(store);
  await writeAndRead(store, 2, { ifMatch: etag });
  expect(await copies.list('bot')).toMatchObject([
    { text: sampleText(2), writer: 'this-app' },
    { text: sampleText(1), writer: 'another-program' },
  ]);
  expect(written).toMatchObject([{ namespace: 'bot', before: sampleText(1), after: sampleText(2) }]);
});

it('keeps what another run of the app has read, before it is replaced', async () => {
  const etag = await etagOf(open());
  await writeAndRead(open(), 2, { ifMatch: etag });
  expect(await texts()).toEqual([sampleText(2), sampleText(1)]);
});

it('keeps the string that a refused write would have replaced, and not the one that was not stored', async () => {
  const store = open();
  const etag = await etagOf(store);
  faulty.writeError = 'store-unavailable';
  await store.write('bot', sampleText(2), { ifMatch: etag });
  expect(await texts()).toEqual([sampleText(1)]);
  expect(written).toEqual([]);
});

it('keeps a session whose write was carried out although its answer was lost', async () => {
  const store = open();
  const etag = await etagOf(store);
  faulty.writeError = 'store-timeout';
  await store.write('bot', sampleText(2), { ifMatch: etag });
  await faulty.overwrite('bot', sampleText(2));
  await store.read('bot');
  expect(await texts()).toEqual([sampleText(2), sampleText(1)]);
  expect(written).toMatchObject([{ before: sampleText(1), after: sampleText(2) }]);
});

it('tells that it replaced something if an earlier run of the app had carried the write out', async () => {
  const etag = await etagOf(open());
  await faulty.overwrite('bot', sampleText(2));
  await writeAndRead(open(), 2, { ifMatch: etag });
  expect(written).toMatchObject([{ replaces: true, before: null, after: sampleText(2) }]);
});

it('tells of a first session that it took nobody’s place', async () => {
  faulty = new FaultyStore();
  await writeAndRead(open(), 3, { ifNoneMatch: '*' });
  expect(await texts()).toEqual([sampleText(3)]);
  expect(written).toMatchObject([{ replaces: false, before: null, after: sampleText(3) }]);
});
