import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealedJournal } from '../../../../electron/main/sessions/journal/sealed-journal.ts';
import { fail } from '../../../../shared/result.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const name = 'a-bot';
const shown = { namespace: name, fingerprint: fingerprintOfText(sampleText(1)) };
const refused = { kind: 'unauthorized', reason: 'session-unregistered' } as const;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let sealer: MemorySealer;
let store: FaultyStore;
let clock: ManualClock;
let bench: NamespacesBench;

beforeEach(async () => {
  folder = await temporaryDirectory();
  sealer = new MemorySealer(false);
  store = new FaultyStore();
  clock = new ManualClock();
  const [journal, attempted] = await Promise.all([openJournal('.'), openJournal('attempts')]);
  const others = { journal, attempted, timers: clock, now: clock.now };
  bench = await NamespacesBench.open(store, folder.path, sealer, others);
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await folder.remove();
});

function openJournal(place: string): Promise<SealedJournal> {
  const directory = join(folder.path, 'journal', place);
  return SealedJournal.open({ directory, profileId: 'p', sealer, logger: silentLogger, now: clock.now });
}

async function beginSignIn(): Promise<void> {
  await bench.namespaces.prepareSignIn(name, false);
  await bench.namespaces.signIns.anticipate(name, sampleSession(1));
}

/** The answer never came, and Telegram cannot be asked. */
async function leaveSignIn(): Promise<void> {
  await beginSignIn();
  await bench.namespaces.signIns.resolve(name);
  await expect.poll(() => clock.waiting).toBe(1);
}

function unfinished() {
  return bench.namespaces.unfinished;
}

/** Telegram hangs until the returned function is called. */
function hold(): () => void {
  let release = () => {};
  bench.prober.gate = new Promise((resolve) => {
    release = resolve;
  });
  return release;
}

describe('a sign-in that was left and whose key is in memory only', () => {
  it('is unfinished, with why Telegram could not be asked', async () => {
    await leaveSignIn();
    expect(unfinished().exposed()).toEqual([
      { kind: 'interrupted', ...shown, error: { code: 'telegram-unreachable' }, sealedOnDisk: false },
    ]);
  });

  it('is not unfinished while it is under way', async () => {
    await beginSignIn();
    expect(unfinished().list()).toEqual([]);
  });

  it('is not unfinished where its key is on the disk, since the next start asks', async () => {
    sealer.isAvailable = true;
    await leaveSignIn();
    expect(unfinished().list()).toEqual([]);
  });

  it('is stored once Telegram says that it was accepted', async () => {
    await leaveSignIn();
    await clock.advance(10_000, () => expect.poll(() => clock.waiting).toBe(1));
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    await unfinished().ask();
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
    expect(unfinished().list()).toEqual([]);
  });

  it('is named once where its session waits too', async () => {
    await leaveSignIn();
    store.writeError = 'store-unavailable';
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    await clock.advance(10_000, () =>
      expect.poll(() => bench.namespaces.unsavedNamespaces()).toEqual([name]),
    );
    expect(unfinished().exposed()).toMatchObject([{ kind: 'session', ...shown }]);
  });

  it('waits for the second question, since the request may still land after the first', async () => {
    await beginSignIn();
    bench.prober.says(refused);
    await bench.namespaces.signIns.resolve(name);
    await expect.poll(() => clock.waiting).toBe(1);
    let settled = false;
    const asking = unfinished()
      .ask()
      .then(() => {
        settled = true;
      });
    expect(bench.prober.asked).toHaveLength(1);
    expect(settled).toBe(false);
    await clock.advance(10_000, () => asking);
    expect(bench.prober.asked).toHaveLength(2);
    expect(unfinished().list()).toEqual([]);
  });

  it('can be given up while Telegram hangs, and what Telegram says then brings nothing back', async () => {
    await leaveSignIn();
    await clock.advance(10_000, () => expect.poll(() => clock.waiting).toBe(1));
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    const release = hold();
    const asking = unfinished().ask();
    await expect.poll(() => bench.prober.running).toBe(1);
    expect(await unfinished().giveUp(shown)).toEqual({ ok: true, value: null });
    await asking;
    release();
    await expect.poll(() => bench.prober.running).toBe(0);
    expect(unfinished().list()).toEqual([]);
    expect(await store.text(name)).toBeNull();
    expect(bench.namespaces.unsavedNamespaces()).toEqual([]);
  });

  it('is not given up for another key of its namespace', async () => {
    await leaveSignIn();
    await unfinished().giveUp({ namespace: name, fingerprint: fingerprintOfText(sampleText(2)) });
    expect(unfinished().list()).toMatchObject([shown]);
  });
});

describe('giving a session up', () => {
  beforeEach(async () => {
    await beginSignIn();
    bench.prober.answer = fail('telegram-unreachable');
    store.writeError = 'store-unavailable';
    await bench.namespaces.storeSignedIn(name, sampleSession(1), sampleAccount);
  });

  it('gives the key of its sign-in up with it, which would bring it back', async () => {
    expect(await unfinished().giveUp(shown)).toEqual({ ok: true, value: null });
    expect(unfinished().list()).toEqual([]);
    sealer.isAvailable = true;
    await bench.namespaces.unseal();
    expect((await openJournal('attempts')).entries()).toEqual([]);
  });

  it('does so too where it is stored under another name', async () => {
    store.writeError = null;
    expect(await bench.namespaces.saveAs(name, shown.fingerprint, 'other')).toMatchObject({ ok: true });
    sealer.isAvailable = true;
    await bench.namespaces.unseal();
    expect((await openJournal('attempts')).entries()).toEqual([]);
  });
});
