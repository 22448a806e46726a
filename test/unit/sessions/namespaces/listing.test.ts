import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import type { NamespacesBench } from '../../../fixtures/namespaces.ts';
import { sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

let folder: BenchFolder;
let store: FaultyStore;
let bench: NamespacesBench;

async function start(sessions: [string, string][]): Promise<void> {
  store = new FaultyStore(sessions);
  folder = await BenchFolder.create({ store });
  bench = await folder.start();
}

async function restart(): Promise<void> {
  bench = await folder.start();
}

afterEach(() => folder.remove());

describe('listing', () => {
  it('shows what the bucket holds, without claiming to know what nobody has looked at', async () => {
    await start([
      ['a-bot', sampleText(1)],
      ['empty-bot', ''],
    ]);
    await bench.listed();
    expect(bench.namespaces.listing().listing).toEqual({ kind: 'complete', count: 2 });
    expect(bench.row('a-bot')).toMatchObject({ state: null, sizeBytes: 353, verdict: { kind: 'unknown' } });
    expect(bench.row('empty-bot')).toMatchObject({ state: 'empty', sizeBytes: 0 });
  });

  it('starts by itself when somebody asks for the first time', async () => {
    await start([['a-bot', sampleText(1)]]);
    expect(bench.namespaces.listing()).toMatchObject({ listing: { kind: 'loading' }, preferred: 'teleapp' });
    await expect.poll(() => bench.namespaces.listing().listing.kind).toBe('complete');
  });

  it('tells followers of the events all that the listing holds, in few events', async () => {
    await start(Array.from({ length: 12_000 }, (_, index) => [`bot-${index}`, 'x']));
    await bench.listed();
    await expect.poll(() => bench.followed().size).toBe(12_000);
    expect(bench.changes.length).toBeLessThan(30);
    expect(bench.changes.at(-1)?.listing).toEqual({ kind: 'complete', count: 12_000 });
  });

  it('answers a window that was drawn anew with no more rows than one message may hold, and tells the others', async () => {
    await start(Array.from({ length: 5_000 }, (_, index) => [`bot-${index}`, 'x']));
    await bench.listed();
    await expect.poll(() => bench.followed().size).toBe(5_000);
    bench.changes.length = 0;
    const { namespaces } = bench.namespaces.listing();
    expect(namespaces).toHaveLength(1_000);
    await expect.poll(() => bench.followed().size).toBe(4_000);
    expect(new Set([...bench.followed().keys(), ...namespaces.map(({ name }) => name)]).size).toBe(5_000);
  });

  it('tells nothing again that has not changed', async () => {
    await start([['a-bot', sampleText(1)]]);
    await bench.listed();
    await expect.poll(() => bench.followed().size).toBe(1);
    bench.changes.length = 0;
    await bench.listed();
    await expect.poll(() => bench.changes.at(-1)?.listing.kind).toBe('complete');
    expect(bench.followed().size).toBe(0);
  });

  it('takes away what has left the bucket, and keeps as missing what somebody had opened', async () => {
    await start([
      ['opened', sampleText(1)],
      ['deleted', sampleText(2)],
    ]);
    await bench.listed();
    await bench.namespaces.open('opened');
    await expect.poll(() => bench.followed().size).toBe(2);
    store.inner.close();
    await bench.listed();
    expect(bench.row('opened')).toMatchObject({ state: 'missing', sizeBytes: null });
    await expect.poll(() => [...bench.followed().keys()]).toEqual(['opened']);
  });

  it('goes on from the names it has seen where listing is not permitted', async () => {
    await start([['opened', sampleText(1)]]);
    store.listError = 'store-list-forbidden';
    await bench.namespaces.open('opened');
    await bench.namespaces.create('typed-one');
    await restart();
    const rows = await bench.listed();
    expect(bench.namespaces.listing().listing).toEqual({ kind: 'not-permitted' });
    expect(rows.map(({ name }) => name).toSorted()).toEqual(['opened', 'typed-one']);
    expect(await bench.namespaces.open('opened')).toMatchObject({ ok: true, value: { state: 'present' } });
  });

  it('keeps the rows and says why when the store fails', async () => {
    await start([['a-bot', sampleText(1)]]);
    await bench.listed();
    store.listError = 'store-unreachable';
    const rows = await bench.listed();
    expect(rows).toHaveLength(1);
    expect(bench.namespaces.listing().listing).toEqual({
      kind: 'failed',
      error: { code: 'store-unreachable' },
    });
  });

  it('does not let an older page overrule what was read since', async () => {
    await start([['a-bot', '']]);
    let release = () => {};
    store.listGate = new Promise((resolve) => {
      release = resolve;
    });
    bench.namespaces.refresh();
    await bench.signIn('a-bot', sampleSession(1));
    release();
    await expect.poll(() => bench.namespaces.listing().listing.kind).toBe('complete');
    expect(bench.row('a-bot')).toMatchObject({ state: 'present', sizeBytes: 353 });
  });
});

describe('a verdict in the list', () => {
  beforeEach(async () => {
    await start([['a-bot', sampleText(1)]]);
    bench.prober.says({ kind: 'unauthorized', reason: 'session-revoked' });
    await bench.namespaces.checkNow('a-bot');
    await restart();
  });

  it('is shown again after a restart, as long as the object is the same', async () => {
    await bench.listed();
    expect(bench.row('a-bot')).toMatchObject({
      state: null,
      verdict: { kind: 'unauthorized', reason: 'session-revoked' },
    });
  });

  it('is gone when the listing shows another object', async () => {
    await store.overwrite('a-bot', sampleText(2));
    await bench.listed();
    expect(bench.row('a-bot')?.verdict).toEqual({ kind: 'unknown' });
  });

  it('comes back when only the spelling of the same session changed', async () => {
    await store.overwrite('a-bot', `${sampleText(1)}\n`);
    await bench.listed();
    expect(bench.row('a-bot')?.verdict).toEqual({ kind: 'unknown' });
    await bench.namespaces.open('a-bot');
    expect(bench.row('a-bot')?.verdict).toMatchObject({ kind: 'unauthorized' });
    await restart();
    await bench.listed();
    expect(bench.row('a-bot')?.verdict).toMatchObject({ kind: 'unauthorized' });
  });
});
