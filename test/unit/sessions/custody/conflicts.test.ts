import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConflictChoice } from '../../../../shared/conflicts.ts';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import {
  fingerprintOfText,
  readTelethonText,
  sampleSession,
  sampleText,
} from '../../../fixtures/session-strings.ts';

const name = 'contested';
const ours = fingerprintOfText(sampleText(2));
let store: FaultyStore;
let folder: BenchFolder;
let bench: NamespacesBench;

/** Session 1 was stored, 2 was signed in to replace it, and somebody stored 3 in between. */
beforeEach(async () => {
  store = new FaultyStore([
    [name, sampleText(1)],
    ['taken', sampleText(5)],
  ]);
  folder = await BenchFolder.create({ store });
  bench = await folder.start();
  await bench.namespaces.open(name);
  const sink = await bench.begin(name);
  await store.overwrite(name, sampleText(3));
  await bench.signIn(name, sampleSession(2), { sink });
});

afterEach(() => folder.remove());

/** The newest that was told of the namespace. */
function detail() {
  return bench.details.findLast((told) => told.name === name);
}

function shownEtag(): string | null {
  return detail()?.conflict?.etag ?? null;
}

function resolve(choice: ConflictChoice, etag = shownEtag()) {
  return bench.namespaces.resolveConflict(name, { fingerprint: ours, etag }, choice);
}

async function storedSeed(namespace = name): Promise<number | undefined> {
  return readTelethonText((await store.text(namespace)) ?? '').authKey[0];
}

/** The disk has our session alone, waiting under its own name. */
async function expectKept(): Promise<void> {
  expect(bench.unsaved()).toEqual([name]);
  expect(await bench.onDisk()).toEqual([{ namespace: name, stage: 'waiting', text: sampleText(2) }]);
}

async function expectGivenUp(): Promise<void> {
  expect(bench.held.custody.list()).toEqual([]);
  expect(await bench.onDisk()).toEqual([]);
}

describe('a conflict', () => {
  it('is shown with both sides and with what is known of them', () => {
    expect(detail()).toMatchObject({
      conflicted: true,
      conflict: {
        kind: 'changed',
        ours: {
          fingerprint: ours,
          dcId: 2,
          lastModified: null,
          sizeBytes: 353,
          writer: 'this-app',
          verdict: { kind: 'authorized' },
        },
        theirs: {
          fingerprint: fingerprintOfText(sampleText(3)),
          sizeBytes: 353,
          verdict: { kind: 'unknown' },
          damage: null,
        },
      },
    });
    expect(bench.row(name)).toMatchObject({ conflicted: true, unsaved: true });
  });

  it('is held with what was found, and nothing is lost or overwritten meanwhile', async () => {
    expect(await bench.namespaces.save(name)).toMatchObject({ error: { code: 'store-conflict' } });
    await bench.held.storing.saveAll();
    expect(await storedSeed()).toBe(3);
    expect(detail()).toMatchObject({ state: 'present', saveError: { code: 'store-conflict' } });
    await expectKept();
  });

  it('shows the newest object after each look', async () => {
    await store.overwrite(name, sampleText(4));
    await bench.namespaces.look(name);
    expect(detail()?.conflict).toMatchObject({ theirs: { fingerprint: fingerprintOfText(sampleText(4)) } });
    expect(await bench.namespaces.save(name)).toMatchObject({ error: { code: 'store-conflict' } });
    expect(await storedSeed()).toBe(4);
  });

  it('is one about a deleted object once that is gone', async () => {
    store.inner.close();
    await bench.namespaces.look(name);
    expect(detail()?.conflict).toMatchObject({ kind: 'deleted', etag: null, ours: { fingerprint: ours } });
    expect(await resolve({ kind: 'put-ours' })).toMatchObject({ ok: true });
    expect(await storedSeed()).toBe(2);
  });

  it('ends by itself when the object turns out to be ours', async () => {
    await store.overwrite(name, sampleText(2));
    await bench.namespaces.look(name);
    await expect.poll(() => bench.held.custody.list()).toEqual([]);
    expect(detail()).toMatchObject({ conflict: null, unsaved: false });
    await expectGivenUp();
  });

  it('ends with a newer sign-in that may replace what is there, and the older session is kept', async () => {
    await bench.signIn(name, sampleSession(6));
    expect(detail()).toMatchObject({ conflict: null, unsaved: false });
    expect(await storedSeed()).toBe(6);
    expect(await bench.onDisk()).toEqual([{ namespace: name, stage: 'superseded', text: sampleText(2) }]);
  });

  it('is met anew after a restart', async () => {
    bench = await folder.start();
    expect(bench.held.custody.waiting(name)?.stage.kind).toBe('waiting');
    await bench.namespaces.resume();
    await bench.namespaces.open(name);
    await expect
      .poll(() => detail()?.conflict)
      .toMatchObject({ kind: 'changed', ours: { fingerprint: ours } });
    expect(await storedSeed()).toBe(3);
  });
});

describe('putting ours', () => {
  it('replaces exactly the object that was shown, and its account is known then', async () => {
    expect(await resolve({ kind: 'put-ours' })).toMatchObject({
      ok: true,
      value: { conflict: null, unsaved: false, account: sampleAccount.info, verdict: { kind: 'authorized' } },
    });
    expect(await storedSeed()).toBe(2);
    await expectGivenUp();
  });

  it('meets a third object as a new conflict', async () => {
    await store.overwrite(name, sampleText(4));
    expect(await resolve({ kind: 'put-ours' })).toMatchObject({ error: { code: 'store-conflict' } });
    expect(detail()?.conflict).toMatchObject({ theirs: { fingerprint: fingerprintOfText(sampleText(4)) } });
    expect(await storedSeed()).toBe(4);
  });

  it('is refused for an object that is not the one shown now', async () => {
    const decidedOn = shownEtag();
    await store.overwrite(name, sampleText(4));
    await bench.namespaces.look(name);
    expect(await resolve({ kind: 'put-ours' }, decidedOn)).toMatchObject({
      error: { code: 'conflict-changed' },
    });
    expect(await storedSeed()).toBe(4);
  });

  it('stays decided through an outage and a restart', async () => {
    store.writeError = 'store-unavailable';
    expect(await resolve({ kind: 'put-ours' })).toMatchObject({ error: { code: 'store-unavailable' } });
    expect(detail()).toMatchObject({ unsaved: true, conflict: null });
    await folder.leave();
    store.writeError = null;
    bench = await folder.start();
    bench.namespaces.resume();
    await expect.poll(() => storedSeed()).toBe(2);
    await expect.poll(() => bench.onDisk()).toEqual([]);
  });
});

describe('keeping theirs', () => {
  it('gives ours up, of which a copy is left, and leaves theirs alone', async () => {
    expect(await resolve({ kind: 'keep-theirs' })).toMatchObject({
      ok: true,
      value: { conflict: null, unsaved: false, state: 'present' },
    });
    expect(bench.copies).toEqual([{ namespace: name, text: sampleText(2) }]);
    expect(await storedSeed()).toBe(3);
    await expectGivenUp();
  });

  it('gives nothing up for an object that has changed since it was shown', async () => {
    await store.overwrite(name, sampleText(4));
    expect(await resolve({ kind: 'keep-theirs' })).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(detail()?.conflict).toMatchObject({ theirs: { fingerprint: fingerprintOfText(sampleText(4)) } });
    await expectKept();
  });

  it('gives nothing up while the object cannot be looked at', async () => {
    store.readError = 'store-timeout';
    expect(await resolve({ kind: 'keep-theirs' })).toMatchObject({ error: { code: 'store-timeout' } });
    await expectKept();
  });
});

describe('keeping both', () => {
  it('stores the new one, with its account, under another name', async () => {
    expect(await resolve({ kind: 'save-as', target: 'other' })).toMatchObject({
      ok: true,
      value: { name, conflict: null, unsaved: false },
    });
    expect([await storedSeed(), await storedSeed('other')]).toEqual([3, 2]);
    expect(bench.row('other')).toMatchObject({ account: sampleAccount.info, unsaved: false });
    await expectGivenUp();
  });

  it.each([
    ['a name that is taken', 'taken', 'target-occupied'],
    ['a name that no namespace may have', 'a/b', 'namespace-invalid'],
    ['its own name', name, 'target-occupied'],
  ])('keeps the new session where it is for %s', async (_, target, code) => {
    expect(await resolve({ kind: 'save-as', target })).toMatchObject({ ok: false, error: { code } });
    expect(await store.text('taken')).toBe(sampleText(5));
    await expectKept();
  });

  it('keeps the new session where it is when storing it elsewhere fails', async () => {
    store.writeError = 'store-forbidden';
    expect(await resolve({ kind: 'save-as', target: 'other' })).toMatchObject({
      error: { code: 'store-forbidden' },
    });
    await expectKept();
  });
});

it.each<ConflictChoice>([
  { kind: 'keep-theirs' },
  { kind: 'put-ours' },
  { kind: 'save-as', target: 'other' },
])('$kind decides nothing for another new session that met the same object meanwhile', async (choice) => {
  const sink = await bench.begin(name);
  const seen = shownEtag();
  store.writeError = 'store-unavailable';
  await bench.signIn(name, sampleSession(6), { sink });
  store.writeError = null;
  expect(await resolve(choice, seen)).toMatchObject({ error: { code: 'conflict-changed' } });
  expect(await storedSeed()).toBe(3);
  expect(await store.text('other')).toBeNull();
  expect(bench.unsaved()).toEqual([name]);
});
