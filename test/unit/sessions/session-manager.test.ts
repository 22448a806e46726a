import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../../electron/main/sessions/memory-journal.ts';
import type { JournalRecord } from '../../../electron/main/sessions/session-journal.ts';
import { SessionManager } from '../../../electron/main/sessions/session-manager.ts';
import type { SessionData } from '../../../electron/main/sessions/session-string/index.ts';
import type { AppError } from '../../../shared/result.ts';
import { FaultyStore } from '../../fixtures/faulty-store.ts';
import { gramjsText, readTelethonText, sampleText, throwawayKey } from '../../fixtures/session-strings.ts';

const namespace = 'production-bot';
let store: FaultyStore;
let journal: MemoryJournal;
let manager: SessionManager;

/** Says that an entry is in memory only, and takes as long to remove one as a test says. */
class StubbornJournal extends MemoryJournal {
  refusal: AppError | null = { code: 'journal-not-written' };
  removal: Promise<void> = Promise.resolve();

  override async put(record: JournalRecord): Promise<AppError | null> {
    await super.put(record);
    return this.refusal;
  }

  override async clear(cleared: string, text: string): Promise<null> {
    await super.clear(cleared, text);
    await this.removal;
    return null;
  }
}

beforeEach(() => {
  store = new FaultyStore();
  journal = new MemoryJournal();
  manager = new SessionManager({ namespace, store, journal });
});

function authorization(seed: number): SessionData {
  return { dcId: 2, address: '149.154.167.51', port: 443, authKey: Buffer.alloc(256, seed) };
}

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

  it('blocks saving while the object could not be read, and frees it when it could', async () => {
    store.readError = 'store-unreachable';
    expect(await manager.load()).toMatchObject({ ok: false, error: { code: 'store-unreachable' } });
    manager.updateFromClient(authorization(1));
    expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'saving-blocked' } });
    expect(store.calls).not.toContain(`write ${namespace}`);
    store.readError = null;
    await manager.load();
    expect(await manager.save()).toEqual({ ok: true, value: null });
  });

  it('blocks saving before anything was loaded', async () => {
    manager.updateFromClient(authorization(1));
    expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'saving-blocked' } });
    expect(await store.text(namespace)).toBeNull();
  });
});

describe('taking over what was signed in', () => {
  it('copies it, so that what the client does later changes nothing', async () => {
    await manager.load();
    const live = authorization(7);
    const copy = manager.updateFromClient(live);
    live.authKey.fill(9);
    live.dcId = 5;
    expect(copy).toMatchObject({ dcId: 2, authKey: Uint8Array.from(Buffer.alloc(256, 7)) });
    await manager.save();
    expect(readTelethonText((await store.text(namespace)) ?? '')).toEqual({
      dcId: 2,
      addressBytes: [149, 154, 167, 51],
      port: 443,
      authKey: Buffer.alloc(256, 7),
    });
  });

  it('is unsaved until the store has confirmed it, and kept in the journal meanwhile', async () => {
    await manager.load();
    expect(manager.unsaved).toBe(false);
    manager.updateFromClient(authorization(1));
    expect(manager.unsaved).toBe(true);
    store.writeError = 'store-timeout';
    expect(await manager.save()).toMatchObject({ ok: false });
    expect(manager).toMatchObject({ unsaved: true, saveError: { code: 'store-timeout' } });
    expect(journal.namespaces()).toEqual([namespace]);
    store.writeError = null;
    expect(await manager.save()).toEqual({ ok: true, value: null });
    expect(manager).toMatchObject({ unsaved: false, saveError: null });
    expect(journal.namespaces()).toEqual([]);
  });
});

describe('saving', () => {
  it('writes nothing when nothing is unsaved', async () => {
    await manager.load();
    expect(await manager.save()).toEqual({ ok: true, value: null });
    expect(store.calls).toEqual([`read ${namespace}`]);
  });

  it('replaces what was loaded, and nothing that somebody stored meanwhile', async () => {
    await store.overwrite(namespace, sampleText(1));
    await manager.load();
    await store.overwrite(namespace, sampleText(2));
    manager.updateFromClient(authorization(3));
    expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
    expect(await store.text(namespace)).toBe(sampleText(2));
  });

  it('does not learn from a later look that it may replace what that look found', async () => {
    await manager.load();
    manager.updateFromClient(authorization(3));
    await store.overwrite(namespace, sampleText(2));
    await manager.load();
    expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
    expect(await store.text(namespace)).toBe(sampleText(2));
  });

  it('stores nothing over an object that appeared where none was', async () => {
    await manager.load();
    await store.overwrite(namespace, sampleText(2));
    manager.updateFromClient(authorization(3), { ifNoneMatch: '*' });
    expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
  });

  it('reads back and is not content with something else', async () => {
    await manager.load();
    store.afterWrite = (name) => store.overwrite(name, sampleText(9));
    manager.updateFromClient(authorization(1));
    expect(await manager.save()).toMatchObject({ ok: false, error: { code: 'store-readback-differs' } });
    expect(manager.unsaved).toBe(true);
  });

  it('tells when the write is done and the reading back begins', async () => {
    await manager.load();
    manager.updateFromClient(authorization(1));
    const seen: string[] = [];
    await manager.save(() => seen.push(...store.calls));
    expect(seen).toEqual([`read ${namespace}`, `write ${namespace}`]);
  });

  it('runs one save after the other, so that the newest session is what stays', async () => {
    await manager.load();
    manager.updateFromClient(authorization(1));
    let release = () => {};
    store.gate = new Promise((resolve) => {
      release = resolve;
    });
    const first = manager.save();
    await expect.poll(() => store.calls).toContain(`write ${namespace}`);
    manager.updateFromClient(authorization(2));
    const second = manager.save();
    release();
    expect(await Promise.all([first, second])).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(manager.unsaved).toBe(false);
    expect(await store.text(namespace)).toBe(sampleText(2));
  });

  it('can go on after a save, with the condition of what it stored', async () => {
    await manager.load();
    manager.updateFromClient(authorization(1));
    await manager.save();
    manager.updateFromClient(authorization(2));
    expect(await manager.save()).toEqual({ ok: true, value: null });
    expect(await store.text(namespace)).toBe(sampleText(2));
  });
});

describe('a journaling that failed and is repeated', () => {
  let stubborn: StubbornJournal;
  let release: () => void;

  /** Session 1 is unsaved, and the journal would take it now. */
  beforeEach(async () => {
    stubborn = new StubbornJournal();
    manager = new SessionManager({ namespace, store, journal: stubborn });
    await manager.load();
    manager.updateFromClient(authorization(1));
    await manager.secure();
    expect(manager.unprotected).toEqual({ code: 'journal-not-written' });
    stubborn.refusal = null;
    stubborn.removal = new Promise((resolve) => {
      release = resolve;
    });
  });

  it('leaves nothing of a session that is given up at the same moment', async () => {
    const discarding = manager.discard(sampleText(1));
    await expect.poll(() => stubborn.namespaces()).toEqual([]);
    const securing = manager.secure();
    release();
    expect(await discarding).toEqual({ ok: true, value: null });
    await securing;
    expect([stubborn.namespaces(), manager.unsaved]).toEqual([[], false]);
  });

  it('leaves nothing of a session that the store confirms at the same moment', async () => {
    stubborn.refusal = { code: 'journal-not-written' };
    const saving = manager.save();
    await expect.poll(() => stubborn.namespaces()).toEqual([]);
    stubborn.refusal = null;
    const securing = manager.secure();
    release();
    expect(await saving).toEqual({ ok: true, value: null });
    await securing;
    expect([stubborn.namespaces(), manager.unsaved]).toEqual([[], false]);
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

  it('does not touch an object that somebody replaced meanwhile, and leaves nothing unsaved', async () => {
    await store.overwrite(namespace, gramjsText(4, '149.154.167.91', 443, throwawayKey));
    await manager.load();
    await store.overwrite(namespace, sampleText(2));
    expect(await manager.rewrite()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
    expect(await store.text(namespace)).toBe(sampleText(2));
    expect(manager.unsaved).toBe(false);
  });

  it('refuses what cannot be repaired and what waits to be saved', async () => {
    await store.overwrite(namespace, 'garbage');
    await manager.load();
    expect(await manager.rewrite()).toMatchObject({ ok: false, error: { code: 'nothing-stored' } });
    manager.updateFromClient(authorization(1));
    expect(await manager.rewrite()).toMatchObject({ ok: false, error: { code: 'namespace-unsaved' } });
  });
});
