import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../../electron/main/sessions/memory-journal.ts';
import { SessionManager } from '../../../electron/main/sessions/session-manager.ts';
import { FaultyStore } from '../../fixtures/faulty-store.ts';
import { readTelethonText, sampleText } from '../../fixtures/session-strings.ts';

const namespace = 'contested';
const ours = sampleText(2);
let store: FaultyStore;
let journal: MemoryJournal;
let manager: SessionManager;

/** Session 1 was loaded, 2 was signed in, and somebody stored 3 in between. */
beforeEach(async () => {
  store = new FaultyStore([[namespace, sampleText(1)]]);
  journal = new MemoryJournal();
  manager = new SessionManager({ namespace, store, journal });
  await manager.load();
  const authKey = Buffer.alloc(256, 2);
  manager.updateFromClient({ dcId: 2, address: '149.154.167.51', port: 443, authKey });
  await store.overwrite(namespace, sampleText(3));
  expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
});

async function storedSeed(): Promise<number | undefined> {
  return readTelethonText((await store.text(namespace)) ?? '').authKey[0];
}

function shownEtag(): string | null {
  return manager.conflict?.etag ?? null;
}

describe('a conflict', () => {
  it('is held with what was found, and nothing is lost or overwritten meanwhile', async () => {
    expect(manager.conflict).toMatchObject({ kind: 'changed', theirs: { text: sampleText(3) } });
    expect(manager).toMatchObject({ unsaved: true, snapshot: { state: 'present' } });
    expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
    expect(await storedSeed()).toBe(3);
    expect(journal.namespaces()).toEqual([namespace]);
  });

  it('shows the newest object after each look', async () => {
    await store.overwrite(namespace, sampleText(4));
    await manager.load();
    expect(manager.conflict).toMatchObject({ theirs: { text: sampleText(4) } });
    expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
    expect(await storedSeed()).toBe(4);
  });

  it('teaches a session that came before anything could be read no leave to overwrite', async () => {
    store.readError = 'store-timeout';
    const late = new SessionManager({ namespace, store, journal });
    await late.load();
    late.updateFromClient({ dcId: 2, address: '149.154.167.51', port: 443, authKey: Buffer.alloc(256, 6) });
    store.readError = null;
    await late.load();
    await store.overwrite(namespace, sampleText(4));
    expect(await late.save()).toMatchObject({ error: { code: 'store-conflict' } });
    expect(await late.save()).toMatchObject({ error: { code: 'store-conflict' } });
    expect(await storedSeed()).toBe(4);
  });

  it('ends by itself when the object turns out to be ours', async () => {
    await store.overwrite(namespace, sampleText(2));
    await manager.load();
    expect(manager.conflict).toBeNull();
    expect(await manager.save()).toEqual({ ok: true, value: null });
    expect(journal.namespaces()).toEqual([]);
  });

  it('ends with a newer sign-in that was told what it may replace', async () => {
    const snapshot = await manager.load();
    expect(snapshot.ok).toBe(true);
    const authKey = Buffer.alloc(256, 5);
    manager.updateFromClient({ dcId: 2, address: '149.154.167.51', port: 443, authKey });
    expect(manager.conflict).toBeNull();
    expect(await manager.save()).toEqual({ ok: true, value: null });
    expect(await storedSeed()).toBe(5);
  });
});

describe('putting ours', () => {
  it('replaces exactly the object that was shown', async () => {
    expect(await manager.putOurs(ours, shownEtag())).toEqual({ ok: true, value: null });
    expect(await storedSeed()).toBe(2);
    expect(manager).toMatchObject({ unsaved: false, conflict: null, saveError: null });
    expect(journal.namespaces()).toEqual([]);
  });

  it('meets a third object as a new conflict', async () => {
    await store.overwrite(namespace, sampleText(4));
    expect(await manager.putOurs(ours, shownEtag())).toMatchObject({ error: { code: 'store-conflict' } });
    expect(manager.conflict).toMatchObject({ theirs: { text: sampleText(4) } });
    expect(await storedSeed()).toBe(4);
  });

  it('is refused for an object that is not the one shown now', async () => {
    const decidedOn = shownEtag();
    await store.overwrite(namespace, sampleText(4));
    await manager.load();
    expect(await manager.putOurs(ours, decidedOn)).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(await storedSeed()).toBe(4);
  });

  it('stays decided through an outage', async () => {
    store.writeError = 'store-unavailable';
    expect(await manager.putOurs(ours, shownEtag())).toMatchObject({ error: { code: 'store-unavailable' } });
    expect(manager).toMatchObject({ unsaved: true, conflict: null });
    store.writeError = null;
    expect(await manager.save()).toEqual({ ok: true, value: null });
    expect(await storedSeed()).toBe(2);
  });
});

describe('keeping theirs', () => {
  it('gives ours up and leaves theirs alone', async () => {
    expect(await manager.keepTheirs(ours, shownEtag())).toEqual({ ok: true, value: null });
    expect(await storedSeed()).toBe(3);
    expect(manager).toMatchObject({ unsaved: false, conflict: null });
    expect(journal.namespaces()).toEqual([]);
  });

  it('gives nothing up for an object that has changed since it was shown', async () => {
    await store.overwrite(namespace, sampleText(4));
    expect(await manager.keepTheirs(ours, shownEtag())).toMatchObject({
      error: { code: 'conflict-changed' },
    });
    expect(manager).toMatchObject({ unsaved: true, conflict: { theirs: { text: sampleText(4) } } });
    expect(journal.namespaces()).toEqual([namespace]);
  });

  it('gives nothing up while the object cannot be looked at', async () => {
    store.readError = 'store-timeout';
    expect(await manager.keepTheirs(ours, shownEtag())).toMatchObject({ error: { code: 'store-timeout' } });
    expect(manager.unsaved).toBe(true);
    expect(journal.namespaces()).toEqual([namespace]);
  });
});
