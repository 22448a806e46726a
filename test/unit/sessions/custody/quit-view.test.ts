import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exposedSessions, unsavedAtQuit } from '../../../../electron/main/sessions/custody/custody-view.ts';
import { fail } from '../../../../shared/result.ts';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const shown = { namespace: name, fingerprint: fingerprintOfText(sampleText(1)) };
const refused = { kind: 'unauthorized', reason: 'session-unregistered' } as const;
const authorized = { kind: 'authorized', account: sampleAccount } as const;
let folder: BenchFolder;
let store: FaultyStore;
let clock: ManualClock;
let bench: NamespacesBench;

beforeEach(async () => {
  clock = new ManualClock();
  folder = await BenchFolder.create({ clock });
  folder.sealer.isAvailable = false;
  store = folder.store;
  bench = await folder.start();
});

afterEach(() => folder.remove());

function unsaved() {
  return unsavedAtQuit(bench.held.custody);
}

function exposed() {
  return exposedSessions(bench.held.custody);
}

async function beginSignIn() {
  const sink = await bench.begin(name);
  await sink.offer(sampleSession(1));
  return sink;
}

/** The answer never came, and Telegram has answered the first question as `bench.prober` says. */
async function leaveSignIn(): Promise<void> {
  (await beginSignIn()).leave();
  await expect.poll(() => clock.waiting).toBe(1);
}

/** Asks what a quit asks Telegram. */
function ask(): Promise<void> {
  return bench.held.asking.askAboutExposed();
}

function heldId(): string {
  const [session] = bench.held.custody.list();
  if (!session) throw new Error('nothing is held');
  return session.id;
}

describe('a sign-in that was left and whose key is in memory only', () => {
  it('is asked about at a quit, with why Telegram could not be asked', async () => {
    await leaveSignIn();
    expect(exposed()).toEqual([
      { kind: 'interrupted', ...shown, error: { code: 'telegram-unreachable' }, sealedOnDisk: false },
    ]);
    expect(unsaved()).toEqual(exposed());
  });

  it('is not asked about while it is under way', async () => {
    await beginSignIn();
    expect(unsaved()).toEqual([]);
  });

  it('is not asked about where its key is on the disk, since the next start asks', async () => {
    folder.sealer.isAvailable = true;
    await leaveSignIn();
    expect(unsaved()).toEqual([]);
    const asked = bench.prober.asked.length;
    await ask();
    expect(bench.prober.asked).toHaveLength(asked);
  });

  it('is stored once Telegram says that it was accepted', async () => {
    await leaveSignIn();
    bench.prober.says(authorized);
    await ask();
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
    await expect.poll(unsaved).toEqual([]);
  });

  it('is named once, as the session that it is, once that is known', async () => {
    await leaveSignIn();
    store.writeError = 'store-unavailable';
    bench.prober.says(authorized);
    await clock.advance(10_000, () => expect.poll(() => bench.unsaved()).toEqual([name]));
    await expect
      .poll(exposed)
      .toEqual([{ kind: 'session', ...shown, error: { code: 'store-unavailable' }, sealedOnDisk: false }]);
  });

  it('waits for the second question, since the request may still land after the first', async () => {
    bench.prober.says(refused);
    await leaveSignIn();
    let settled = false;
    const asking = ask().then(() => {
      settled = true;
    });
    await expect.poll(() => bench.prober.asked).toHaveLength(2);
    await expect.poll(() => clock.waiting).toBe(1);
    expect(settled).toBe(false);
    await clock.advance(20_000, () => asking);
    expect(bench.prober.asked).toHaveLength(3);
    expect(unsaved()).toEqual([]);
  });

  it('can be given up while Telegram hangs, and what Telegram says then brings nothing back', async () => {
    await leaveSignIn();
    bench.prober.says(authorized);
    let release = () => {};
    bench.prober.gate = new Promise((resolve) => {
      release = resolve;
    });
    const asking = ask();
    await expect.poll(() => bench.prober.running).toBe(1);
    const id = heldId();
    expect(await bench.held.decisions.discard(id)).toMatchObject({ error: { code: 'leftover-busy' } });
    expect(await bench.held.decisions.discardAtOnce(id)).toEqual({ ok: true, value: null });
    release();
    await asking;
    expect(unsaved()).toEqual([]);
    expect(await store.text(name)).toBeNull();
    expect(bench.held.custody.list()).toEqual([]);
  });
});

describe('a session that is not stored', () => {
  beforeEach(async () => {
    const sink = await beginSignIn();
    bench.prober.answer = fail('telegram-unreachable');
    store.writeError = 'store-unavailable';
    await bench.signIn(name, sampleSession(1), { sink });
  });

  it('is asked about at a quit, and whether the next start can store it', async () => {
    const facts = { kind: 'session', ...shown, error: { code: 'store-unavailable' } };
    expect(unsaved()).toEqual([{ ...facts, sealedOnDisk: false }]);
    folder.sealer.isAvailable = true;
    await bench.namespaces.unseal();
    expect(unsaved()).toEqual([{ ...facts, sealedOnDisk: true }]);
    expect(exposed()).toEqual([]);
  });

  it('is not asked about where it cannot be opened: nothing can be done about it now', async () => {
    folder.sealer.isAvailable = true;
    await bench.namespaces.unseal();
    await folder.leave();
    folder.sealer.isAvailable = false;
    bench = await folder.start();
    expect(bench.held.custody.list()).toHaveLength(1);
    expect(unsaved()).toEqual([]);
  });

  it('leaves nothing of the key of its sign-in when it is given up', async () => {
    expect(await bench.held.decisions.discardAtOnce(heldId())).toEqual({ ok: true, value: null });
    expect(unsaved()).toEqual([]);
    folder.sealer.isAvailable = true;
    await bench.namespaces.unseal();
    expect(await bench.onDisk()).toEqual([]);
  });

  it('leaves nothing of the key of its sign-in when it is stored under another name', async () => {
    store.writeError = null;
    expect(await bench.namespaces.saveAs(name, shown.fingerprint, 'other')).toMatchObject({ ok: true });
    folder.sealer.isAvailable = true;
    await bench.namespaces.unseal();
    expect(await bench.onDisk()).toEqual([]);
  });
});

it('a superseded session that is in memory only is asked about too, since it would be lost', async () => {
  store.writeError = 'store-unavailable';
  await bench.signIn(name, sampleSession(1));
  await bench.signIn(name, sampleSession(2));
  const asked = unsaved().map(({ fingerprint, sealedOnDisk }) => ({ fingerprint, sealedOnDisk }));
  expect(asked).toEqual([
    { fingerprint: shown.fingerprint, sealedOnDisk: false },
    { fingerprint: fingerprintOfText(sampleText(2)), sealedOnDisk: false },
  ]);
});
