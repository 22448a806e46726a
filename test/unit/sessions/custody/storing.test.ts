import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignInCustody } from '../../../../electron/main/sessions/custody/sign-in-custody.ts';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import {
  fingerprintOfText,
  readTelethonText,
  sampleSession,
  sampleText,
  telethonText,
} from '../../../fixtures/session-strings.ts';

const name = 'production-bot';
let folder: BenchFolder;
let store: FaultyStore;
let clock: ManualClock;
let bench: NamespacesBench;

beforeEach(async () => {
  clock = new ManualClock();
  folder = await BenchFolder.create({ clock });
  store = folder.store;
  bench = await folder.start();
});

afterEach(() => folder.remove());

function save() {
  return bench.namespaces.save(name);
}

/** Another spelling of the same session, as Telethon itself rewrites it when Telegram names another address. */
function respelled(seed: number): string {
  return telethonText({ ...readTelethonText(sampleText(seed)), addressBytes: [149, 154, 167, 92] });
}

describe('a session that was signed in', () => {
  it('is a copy, so that what the client does later changes nothing', async () => {
    const sink = await bench.begin(name);
    const live = sampleSession(7);
    await sink.accept(live, sampleAccount);
    live.authKey.fill(9);
    live.dcId = 5;
    await sink.release(null);
    expect(readTelethonText((await store.text(name)) ?? '')).toEqual({
      dcId: 2,
      addressBytes: [149, 154, 167, 51],
      port: 443,
      authKey: Buffer.alloc(256, 7),
    });
  });

  it('is held until the store has confirmed it, and on the disk meanwhile', async () => {
    await bench.namespaces.open(name);
    store.writeError = 'store-timeout';
    await bench.signIn(name, sampleSession(1));
    expect(bench.unsaved()).toEqual([name]);
    expect(bench.details.at(-1)).toMatchObject({ unsaved: true, saveError: { code: 'store-timeout' } });
    expect(await bench.onDisk()).toEqual([{ namespace: name, stage: 'waiting', text: sampleText(1) }]);
    store.writeError = null;
    expect(await save()).toMatchObject({ ok: true, value: { unsaved: false, saveError: null } });
    expect([bench.unsaved(), await bench.onDisk()]).toEqual([[], []]);
  });

  it('is told as waiting only once a try has failed', async () => {
    const release = store.hold();
    const preparing = bench.begin(name);
    release();
    const sink = await preparing;
    const again = store.hold();
    const signingIn = bench.signIn(name, sampleSession(1), { sink });
    await expect.poll(() => store.calls).toContain(`write ${name}`);
    expect(bench.held.pending.list().sessions).toEqual([]);
    store.writeError = 'store-timeout';
    again();
    await signingIn;
    expect(bench.held.pending.list().sessions).toMatchObject([{ namespace: name, trying: false }]);
  });
});

describe('saving', () => {
  it('writes nothing when nothing waits', async () => {
    await bench.namespaces.open(name);
    expect(await save()).toMatchObject({ ok: true });
    expect(store.calls).toEqual([`read ${name}`]);
  });

  it('does not learn from a later look that it may replace what that look found', async () => {
    const sink = await bench.begin(name);
    await store.overwrite(name, sampleText(2));
    await bench.namespaces.open(name);
    await bench.signIn(name, sampleSession(3), { sink });
    expect(await save()).toMatchObject({ error: { code: 'store-conflict' } });
    expect(await store.text(name)).toBe(sampleText(2));
  });

  it('reads back and is not content with something else', async () => {
    await bench.namespaces.open(name);
    store.afterWrite = (written) => store.overwrite(written, sampleText(9));
    await bench.signIn(name, sampleSession(1));
    expect(bench.details.at(-1)).toMatchObject({
      unsaved: true,
      saveError: { code: 'store-readback-differs' },
    });
    expect(await bench.onDisk()).toMatchObject([{ text: sampleText(1) }]);
  });

  it('tells its sign-in when the write is done and the reading back begins', async () => {
    const sink = await bench.begin(name);
    await sink.accept(sampleSession(1), sampleAccount);
    store.calls.length = 0;
    const seen: unknown[] = [];
    sink.onProgress((progress) => {
      if (progress.kind === 'storing' && progress.running) seen.push([progress.running, store.calls.length]);
    });
    await sink.release(null);
    expect(seen).toEqual([
      ['writing', 0],
      ['verifying', 1],
    ]);
  });

  it('is one and the same where it is asked for twice', async () => {
    store.writeError = 'store-timeout';
    await bench.signIn(name, sampleSession(1));
    store.writeError = null;
    store.calls.length = 0;
    const release = store.hold();
    const both = [save(), save()];
    release();
    expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(store.calls).toEqual([`write ${name}`, `read ${name}`]);
  });

  it('leaves nothing of a session that could not be sealed when it began and can be now', async () => {
    folder.sealer.isAvailable = false;
    store.writeError = 'store-timeout';
    await bench.signIn(name, sampleSession(1));
    expect(bench.exposed()).toEqual([name]);
    store.writeError = null;
    folder.sealer.isAvailable = true;
    const [session] = bench.held.custody.list();
    const saving = save();
    await bench.held.custody.protect(session?.id ?? '');
    expect(await saving).toMatchObject({ ok: true });
    expect([bench.unsaved(), await bench.onDisk()]).toEqual([[], []]);
  });
});

describe('two sessions that were accepted one after the other for the same namespace', () => {
  let first: SignInCustody;
  let second: SignInCustody;

  beforeEach(async () => {
    first = await bench.begin(name);
    second = await bench.begin(name);
  });

  it('are written one after the other, so that the newest is what stays', async () => {
    const release = store.hold();
    const both = [bench.signIn(name, sampleSession(1), { sink: first })];
    await expect.poll(() => store.calls).toContain(`write ${name}`);
    both.push(bench.signIn(name, sampleSession(2), { sink: second }));
    await expect.poll(() => bench.held.custody.list()).toHaveLength(2);
    release();
    await Promise.all(both);
    expect(await store.text(name)).toBe(sampleText(2));
    expect([bench.unsaved(), await bench.onDisk()]).toEqual([[], []]);
  });

  it('are not both replaced where the older one was stored before the newer one came', async () => {
    await bench.namespaces.open(name);
    await bench.signIn(name, sampleSession(1), { sink: first });
    await bench.signIn(name, sampleSession(2), { sink: second });
    expect(await store.text(name)).toBe(sampleText(1));
    expect(bench.details.at(-1)).toMatchObject({ unsaved: true, conflict: { kind: 'changed' } });
  });

  it('count the newer one, also where the clock was set back and the app ended before the other made room', async () => {
    store.writeError = 'store-timeout';
    await bench.signIn(name, sampleSession(1), { sink: first });
    const records = folder.records;
    const [older] = await readdir(records);
    const inTheWay = join(records, `${older}.tmp`);
    await mkdir(inTheWay);
    clock.setBack(3_600_000);
    await bench.signIn(name, sampleSession(2), { sink: second });
    await folder.leave();
    await rm(inTheWay, { recursive: true });
    expect((await bench.onDisk()).map(({ stage }) => stage)).toEqual(['waiting', 'waiting']);
    store.writeError = null;
    bench = await folder.start();
    bench.namespaces.resume();
    await expect.poll(() => store.text(name)).toBe(sampleText(2));
    await expect.poll(() => bench.onDisk()).toMatchObject([{ stage: 'superseded', text: sampleText(1) }]);
  });
});

describe('a session that its connector has rewritten in another spelling', () => {
  it('counts as stored where that happened between the write and the reading back', async () => {
    store.afterWrite = (written) => store.overwrite(written, respelled(1));
    await bench.signIn(name, sampleSession(1));
    expect(bench.row(name)).toMatchObject({
      unsaved: false,
      account: sampleAccount.info,
      verdict: { kind: 'authorized' },
    });
    expect([await store.text(name), await bench.onDisk()]).toEqual([respelled(1), []]);
  });

  it('counts as stored where the answer to its write was lost', async () => {
    store.writeError = 'store-timeout';
    await bench.signIn(name, sampleSession(1));
    await store.overwrite(name, respelled(1));
    store.writeError = null;
    expect(await save()).toMatchObject({ ok: true, value: { unsaved: false } });
    expect([await store.text(name), await bench.onDisk()]).toEqual([respelled(1), []]);
  });

  it('is a conflict where the text cannot be used', async () => {
    await bench.namespaces.open(name);
    store.afterWrite = (written) => store.overwrite(written, `${sampleText(1)}\n`);
    await bench.signIn(name, sampleSession(1));
    expect(bench.details.at(-1)).toMatchObject({ unsaved: true, conflict: { kind: 'changed' } });
  });
});

it('what the app ends with is stored at its next start, with the account that signed in', async () => {
  store.writeError = 'store-unavailable';
  await bench.signIn(name, sampleSession(1));
  await folder.leave();
  store.writeError = null;
  bench = await folder.start();
  expect(bench.held.pending.list().sessions).toMatchObject([
    { namespace: name, fingerprint: fingerprintOfText(sampleText(1)), account: sampleAccount.info },
  ]);
  bench.namespaces.resume();
  await expect.poll(() => bench.row(name)).toMatchObject({ unsaved: false, account: sampleAccount.info });
  expect(await store.text(name)).toBe(sampleText(1));
});
