import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../shared/result.ts';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const authorized = { kind: 'authorized', account: sampleAccount } as const;
const unregistered = { kind: 'unauthorized', reason: 'session-unregistered' } as const;
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

async function restart(): Promise<void> {
  bench = await folder.start();
}

async function offer(seed = 1) {
  const sink = await bench.begin(name);
  await sink.offer(sampleSession(seed));
  return sink;
}

/** The app ended before Telegram answered about key 1. */
async function dieWithOfferedKey(): Promise<void> {
  await offer();
  await restart();
}

/** The sign-in of key 1 was left before Telegram answered, and Telegram has answered the first question. */
async function leave(): Promise<void> {
  (await offer()).leave();
  await expect.poll(() => clock.waiting).toBe(1);
}

/** Lets a first timer of 5 s run out, and no second one. */
function pass(settled: () => Promise<unknown>): Promise<void> {
  return clock.advance(10_000, settled);
}

/** Of each session: its stage. */
function stages(): string[] {
  return bench.held.custody.list().map(({ stage }) => stage.kind);
}

function interrupted() {
  return bench.held.pending.list().leftovers;
}

describe('an offered key', () => {
  it('becomes a session to be stored where Telegram had accepted it, with what it may replace', async () => {
    await store.overwrite(name, sampleText(5));
    await dieWithOfferedKey();
    bench.prober.says(authorized);
    bench.namespaces.resume();
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
    await expect.poll(() => bench.row(name)?.account).toEqual(sampleAccount.info);
    await expect.poll(() => bench.onDisk()).toEqual([]);
  });

  it('replaces nothing that was stored since its sign-in began', async () => {
    await dieWithOfferedKey();
    await store.overwrite(name, sampleText(5));
    bench.prober.says(authorized);
    bench.namespaces.resume();
    await expect.poll(stages).toEqual(['conflict']);
    expect(await store.text(name)).toBe(sampleText(5));
  });

  it.each([
    ['Telegram does not know it', ok(unregistered)],
    ['the password was not given', fail('telegram-unexpected', { message: 'SESSION_PASSWORD_NEEDED' })],
  ])('is forgotten where %s', async (_, answer) => {
    await dieWithOfferedKey();
    bench.prober.answer = answer;
    bench.namespaces.resume();
    await expect.poll(stages).toEqual([]);
    expect(await bench.onDisk()).toEqual([]);
    expect(store.calls).not.toContain(`write ${name}`);
  });

  it('is kept and asked about again while Telegram cannot be reached', async () => {
    await dieWithOfferedKey();
    bench.namespaces.resume();
    await expect.poll(() => clock.waiting).toBe(1);
    expect(await bench.onDisk()).toMatchObject([{ stage: 'offered' }]);
    expect(interrupted()).toMatchObject([
      { kind: 'interrupted', reason: { code: 'telegram-unreachable' }, nextAskAt: expect.any(Number) },
    ]);
    bench.prober.says(authorized);
    await pass(() => expect.poll(() => store.text(name)).toBe(sampleText(1)));
  });

  it('is not used while the store is unread, nor when it is stored: its connector may be connected', async () => {
    await dieWithOfferedKey();
    store.readError = 'store-unreachable';
    bench.namespaces.resume();
    await expect.poll(() => clock.waiting).toBe(1);
    store.readError = null;
    await store.overwrite(name, sampleText(1));
    await pass(() => expect.poll(stages).toEqual([]));
    expect(bench.prober.asked).toEqual([]);
    expect(await store.text(name)).toBe(sampleText(1));
  });

  it('is asked about as soon as the store answers again', async () => {
    await dieWithOfferedKey();
    store.readError = 'store-unreachable';
    bench.namespaces.resume();
    await expect.poll(() => clock.waiting).toBe(1);
    await clock.advance(4_500, () => expect.poll(() => clock.waiting).toBe(1));
    store.readError = null;
    bench.prober.says(authorized);
    await clock.advance(5_500, async () => {});
    await bench.namespaces.open('another');
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
  });

  it('is asked about once its seal is unlocked, where that was closed at the start', async () => {
    await offer();
    folder.sealer.isAvailable = false;
    await restart();
    bench.prober.says(authorized);
    bench.namespaces.resume();
    expect(bench.prober.asked).toEqual([]);
    expect(interrupted()).toMatchObject([{ readable: false, actions: [] }]);
    folder.sealer.isAvailable = true;
    await bench.namespaces.unseal();
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
  });

  it('is not asked about while its sign-in is under way', async () => {
    await offer();
    bench.prober.says(unregistered);
    bench.namespaces.resume();
    const [session] = bench.held.custody.list();
    expect(await bench.held.asking.ask(session?.id ?? '')).toMatchObject({
      error: { code: 'leftover-gone' },
    });
    expect([bench.prober.asked, interrupted()]).toEqual([[], []]);
  });

  it('is not told as left over while its sign-in drops it', async () => {
    const sink = await offer();
    const told: number[] = [];
    bench.held.custody.changed.add(() => told.push(interrupted().length));
    const withdrawing = sink.withdraw();
    expect(interrupted()).toEqual([]);
    await withdrawing;
    expect(told).toEqual([0]);
  });

  it('is asked about no more once it was discarded', async () => {
    await dieWithOfferedKey();
    bench.namespaces.resume();
    await expect.poll(() => clock.waiting).toBe(1);
    const [shown] = interrupted();
    expect(shown && (await bench.held.leftovers.discard(shown))).toEqual(ok(null));
    expect([clock.waiting, await bench.onDisk()]).toEqual([0, []]);
  });

  it('waits for the operator or the next start when it was asked about often enough', async () => {
    await dieWithOfferedKey();
    bench.namespaces.resume();
    await expect.poll(() => clock.waiting).toBe(1);
    await clock.advance(3_600_000, () =>
      expect.poll(() => interrupted()[0]).toMatchObject({ asking: false }),
    );
    expect(bench.prober.asked).toHaveLength(8);
    expect(interrupted()).toMatchObject([{ nextAskAt: null, reason: { code: 'telegram-unreachable' } }]);
    expect(await bench.onDisk()).toMatchObject([{ stage: 'offered' }]);
  });

  it('is asked about once where it is asked about twice at the same time', async () => {
    await dieWithOfferedKey();
    bench.prober.says(authorized);
    bench.namespaces.resume();
    bench.namespaces.resume();
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
    expect(bench.prober.asked).toHaveLength(1);
  });
});

describe('while Telegram hangs, an offered key', () => {
  let answer: () => void;

  beforeEach(async () => {
    await dieWithOfferedKey();
    bench.prober.says(authorized);
    bench.prober.gate = new Promise((resolve) => {
      answer = resolve;
    });
    bench.namespaces.resume();
    await expect.poll(() => bench.prober.running).toBe(1);
  });

  it('is left to the next start where its profile is left', async () => {
    await folder.leave();
    answer();
    await expect.poll(() => bench.prober.running).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(stages()).toEqual(['offered']);
    expect(store.calls).not.toContain(`write ${name}`);
    expect(await bench.onDisk()).toMatchObject([{ stage: 'offered' }]);
  });

  it('is no more told as being asked about where giving it up has failed', async () => {
    const [held] = bench.held.custody.list();
    const path = join(folder.records, `${held?.id}.json`);
    await rm(path);
    await mkdir(path);
    expect(await bench.held.decisions.discardAtOnce(held?.id ?? '')).toMatchObject({
      error: { code: 'held-not-removed' },
    });
    answer();
    await expect.poll(() => interrupted()[0]).toMatchObject({ asking: false, actions: ['ask'] });
    expect(store.calls).not.toContain(`write ${name}`);
  });
});

describe('a key whose sign-in was left', () => {
  it('is stored where Telegram had accepted it', async () => {
    bench.prober.says(authorized);
    (await offer()).leave();
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
  });

  it('is asked about again, since the request may arrive after the question', async () => {
    bench.prober.says(unregistered);
    await leave();
    expect(await bench.onDisk()).toMatchObject([{ stage: 'offered' }]);
    bench.prober.says(authorized);
    await pass(() => expect.poll(() => store.text(name)).toBe(sampleText(1)));
    await expect.poll(() => bench.onDisk()).toEqual([]);
  });

  it('is kept when the operator asks while its request may still arrive', async () => {
    bench.prober.says(unregistered);
    await leave();
    const [shown] = interrupted();
    expect(shown && (await bench.held.leftovers.ask(shown))).toMatchObject({
      error: { code: 'sign-in-interrupted' },
    });
    expect(clock.waiting).toBe(1);
    await pass(() => expect.poll(stages).toEqual([]));
    expect(await bench.onDisk()).toEqual([]);
  });
});

describe('beside another session of its namespace', () => {
  it('an offered key waits while that one is not stored, and is not asked about', async () => {
    await dieWithOfferedKey();
    store.writeError = 'store-unavailable';
    bench.prober.says(authorized);
    await bench.signIn(name, sampleSession(2));
    bench.namespaces.resume();
    await expect.poll(() => interrupted()[0]?.reason).toMatchObject({ code: 'namespace-unsaved' });
    expect([bench.prober.asked, stages().toSorted()]).toEqual([[], ['offered', 'waiting']]);
    store.writeError = null;
    await bench.namespaces.save(name);
    await pass(() => expect.poll(() => bench.prober.asked).toHaveLength(1));
    await expect.poll(stages).toEqual(['conflict']);
    expect(await store.text(name)).toBe(sampleText(2));
  });

  it('an offered key does not replace one that came while Telegram was asked', async () => {
    await dieWithOfferedKey();
    const sink = await bench.begin(name);
    bench.prober.says(authorized);
    let answer = () => {};
    bench.prober.gate = new Promise((resolve) => {
      answer = resolve;
    });
    bench.namespaces.resume();
    await expect.poll(() => bench.prober.asked).toHaveLength(1);
    await sink.accept(sampleSession(2), sampleAccount);
    answer();
    await expect.poll(() => clock.waiting).toBe(1);
    expect(stages().toSorted()).toEqual(['connected', 'offered']);
  });

  it('the key of an earlier run is kept when another one is tried and given up', async () => {
    await dieWithOfferedKey();
    const sink = await offer(2);
    expect(await bench.onDisk()).toHaveLength(2);
    await sink.withdraw();
    expect(await bench.onDisk()).toMatchObject([{ text: sampleText(1), stage: 'offered' }]);
    bench.prober.says(authorized);
    bench.namespaces.resume();
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
  });
});
