import { beforeEach, describe, expect, it } from 'vitest';
import { SessionManager } from '../../../electron/main/sessions/session-manager.ts';
import type { WriteCondition } from '../../../electron/main/sessions/store/session-store.ts';
import { conditionOf } from '../../../electron/main/sessions/store/stored-snapshot.ts';
import type { WriteOutcome } from '../../../electron/main/sessions/store/write-session.ts';
import { FaultyStore } from '../../fixtures/faulty-store.ts';
import { succeeded } from '../../fixtures/session-store.ts';
import { gramjsText, readTelethonText, sampleText, throwawayKey } from '../../fixtures/session-strings.ts';

const namespace = 'production-bot';
let store: FaultyStore;
let looked: number;
let manager: SessionManager;

beforeEach(() => {
  store = new FaultyStore();
  looked = 0;
  manager = new SessionManager(namespace, store, () => {
    looked += 1;
  });
});

describe('loading', () => {
  it('tells found, empty and missing apart', async () => {
    expect(await manager.load()).toMatchObject({ ok: true, value: { state: 'missing', object: null } });
    await store.overwrite(namespace, '');
    expect(await manager.load()).toMatchObject({ ok: true, value: { state: 'empty' } });
    await store.overwrite(namespace, sampleText());
    expect(await manager.load()).toMatchObject({ ok: true, value: { state: 'present', damage: null } });
  });

  it('shows a text that Telethon cannot use as damaged, with the reason', async () => {
    await store.overwrite(namespace, 'not a session');
    expect(await manager.load()).toMatchObject({
      ok: true,
      value: { state: 'damaged', damage: 'unknown-version', session: null },
    });
    await store.overwrite(namespace, gramjsText(4, '149.154.167.91', 443, throwawayKey));
    expect(await manager.load()).toMatchObject({ ok: true, value: { state: 'damaged', damage: 'poisoned' } });
    await store.overwrite(namespace, gramjsText(4, '149.154.175.100', 443, throwawayKey));
    expect(await manager.load()).toMatchObject({ ok: true, value: { state: 'damaged', damage: 'gramjs' } });
  });

  it('knows nothing of an object that could not be read, until it could', async () => {
    await store.overwrite(namespace, sampleText());
    await manager.load();
    store.readError = 'store-unreachable';
    expect(await manager.load()).toMatchObject({ ok: false, error: { code: 'store-unreachable' } });
    expect(manager).toMatchObject({ state: { kind: 'failed' }, snapshot: null });
    store.readError = null;
    await manager.load();
    expect(manager.snapshot).toMatchObject({ state: 'present' });
  });

  it('tells whenever it has learned something, also that nothing could be learned', async () => {
    expect(manager.state).toEqual({ kind: 'not-loaded' });
    await manager.load();
    store.readError = 'store-unreachable';
    await manager.load();
    expect(looked).toBe(2);
  });
});

function storeNow(text: string, condition: WriteCondition, onWritten = () => {}): Promise<WriteOutcome> {
  return manager.alone((write) => write({ text, condition, onWritten, isMeant: () => true }));
}

describe('storing', () => {
  it('does not try again what is no longer meant', async () => {
    store.writeError = 'store-busy';
    const order = { text: sampleText(1), condition: { ifNoneMatch: '*' } as const, onWritten: () => {} };
    const outcome = await manager.alone((write) => write({ ...order, isMeant: () => false }));
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'store-busy' } });
    expect(store.calls.filter((call) => call.startsWith('write'))).toHaveLength(1);
  });

  it('knows what it has stored from reading it back', async () => {
    const outcome = await storeNow(sampleText(1), { ifNoneMatch: '*' });
    expect(outcome).toMatchObject({ kind: 'stored', found: { text: sampleText(1) } });
    expect(manager.snapshot).toMatchObject({ state: 'present', exact: true });
    expect([store.calls, looked]).toEqual([[`write ${namespace}`, `read ${namespace}`], 1]);
  });

  it('replaces what its condition names, and nothing that somebody stored meanwhile', async () => {
    await store.overwrite(namespace, sampleText(1));
    const seen = conditionOf(succeeded(await manager.load()));
    await store.overwrite(namespace, sampleText(2));
    await manager.load();
    expect(await storeNow(sampleText(3), seen)).toMatchObject({
      kind: 'conflict',
      theirs: { text: sampleText(2) },
      error: { code: 'store-conflict' },
    });
    expect(await store.text(namespace)).toBe(sampleText(2));
    const shown = conditionOf(succeeded(await manager.load()));
    expect(await storeNow(sampleText(3), shown)).toMatchObject({ kind: 'stored' });
  });

  it('stores nothing over an object that appeared where none was, and knows that one then', async () => {
    await manager.load();
    await store.overwrite(namespace, sampleText(2));
    const outcome = await storeNow(sampleText(3), { ifNoneMatch: '*' });
    expect(outcome).toMatchObject({ kind: 'conflict', error: { code: 'store-conflict' } });
    expect(manager.snapshot).toMatchObject({ state: 'present' });
    expect(await store.text(namespace)).toBe(sampleText(2));
  });

  it('is not content with reading something else than it wrote', async () => {
    store.afterWrite = (name) => store.overwrite(name, sampleText(9));
    expect(await storeNow(sampleText(1), { ifNoneMatch: '*' })).toMatchObject({
      kind: 'conflict',
      error: { code: 'store-readback-differs' },
    });
  });

  it('tells when the write is done and the reading back begins', async () => {
    const seen: string[] = [];
    await storeNow(sampleText(1), { ifNoneMatch: '*' }, () => seen.push(...store.calls));
    expect(seen).toEqual([`write ${namespace}`]);
  });

  it('does one thing after the other, so that what was read last is what is there', async () => {
    let release = () => {};
    store.gate = new Promise((resolve) => {
      release = resolve;
    });
    const storing = storeNow(sampleText(1), { ifNoneMatch: '*' });
    const loading = manager.load();
    await expect.poll(() => store.calls).toEqual([`write ${namespace}`]);
    release();
    expect(await loading).toMatchObject({ ok: true, value: { state: 'present' } });
    expect(await storing).toMatchObject({ kind: 'stored' });
    expect(store.calls).toEqual([`write ${namespace}`, `read ${namespace}`, `read ${namespace}`]);
  });
});

describe('rewriting', () => {
  it('puts Telethon’s own text where a gramjs text was', async () => {
    await store.overwrite(namespace, gramjsText(4, '149.154.167.91', 443, throwawayKey));
    await manager.load();
    expect(await manager.rewrite()).toEqual({ ok: true, value: null });
    expect(readTelethonText((await store.text(namespace)) ?? '')).toMatchObject({
      dcId: 4,
      addressBytes: [149, 154, 167, 91],
      authKey: throwawayKey,
    });
    expect(manager.snapshot).toMatchObject({ state: 'present', exact: true });
  });

  it('does not touch an object that somebody replaced meanwhile', async () => {
    await store.overwrite(namespace, gramjsText(4, '149.154.167.91', 443, throwawayKey));
    await manager.load();
    await store.overwrite(namespace, sampleText(2));
    expect(await manager.rewrite()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
    expect(await store.text(namespace)).toBe(sampleText(2));
  });

  it('writes nothing where nothing is to be repaired, and refuses what cannot be', async () => {
    await store.overwrite(namespace, sampleText(1));
    await manager.load();
    expect(await manager.rewrite()).toEqual({ ok: true, value: null });
    await store.overwrite(namespace, 'garbage');
    await manager.load();
    expect(await manager.rewrite()).toMatchObject({ ok: false, error: { code: 'nothing-stored' } });
    expect(store.calls).not.toContain(`write ${namespace}`);
  });
});
