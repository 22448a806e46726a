import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CustodyOnDisk } from '../../../fixtures/custody-on-disk.ts';
import { Disk } from '../../../fixtures/disk-faults.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { gate } from '../../../fixtures/gate.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const other = 'b-bot';
const first = fingerprintOfText(sampleText(1));

describe('of two things that are done with a session at once', () => {
  let place: CustodyOnDisk;
  let disk: Disk;

  beforeEach(async () => {
    place = await CustodyOnDisk.create();
    disk = new Disk(place.path);
    disk.install();
  });
  afterEach(async () => {
    disk.restore();
    await place.remove();
  });

  /** Does something as soon as the disk is asked for this; resolves with what came of it. */
  function when<T>(call: string, act: () => Promise<T>): Promise<T> {
    return new Promise((resolve) => {
      let isFirst = true;
      disk.watch((asked) => {
        if (isFirst && asked.name === call) {
          isFirst = false;
          resolve(act());
        }
        return null;
      });
    });
  }

  function discard() {
    return place.bench.held.pending.discard(name, first);
  }

  function decide(kind: 'put-ours' | 'keep-theirs') {
    const etag = place.bench.conflictEtag(name);
    return place.bench.namespaces.resolveConflict(name, { fingerprint: first, etag }, { kind });
  }

  async function storedUnder(): Promise<string[]> {
    await place.idle();
    return [...(await place.stored()).keys()];
  }

  it('a retry stores nothing of what is being discarded', async () => {
    await place.leaveWaiting(name, 1);
    const saving = when('unlink', () => place.bench.namespaces.save(name));
    expect(await discard()).toMatchObject({ ok: true });
    expect(await saving).toMatchObject({ ok: false });
    expect(await storedUnder()).toEqual([]);
  });

  it('a retry that stands behind a hanging read stores nothing of what was discarded meanwhile', async () => {
    await place.leaveWaiting(name, 1);
    const { closed, open } = gate();
    place.store.gate = closed;
    place.store.calls.length = 0;
    const looking = place.bench.namespaces.look(name);
    await expect.poll(() => place.store.calls).toEqual([`read ${name}`]);
    const saving = place.bench.namespaces.save(name);
    expect(await discard()).toMatchObject({ ok: true });
    open();
    await Promise.all([looking, saving]);
    expect(await storedUnder()).toEqual([]);
  });

  it('a retry stores nothing under the name that a session is being moved away from', async () => {
    await place.leaveWaiting(name, 1);
    const saving = when('rename', () => place.bench.namespaces.save(name));
    expect(await place.bench.namespaces.saveAs(name, first, other)).toMatchObject({ ok: true });
    await saving;
    expect(await storedUnder()).toEqual([other]);
  });

  it('a retry whose answer is lost does not leave the session under two names', async () => {
    await place.leaveWaiting(name, 1);
    const { write } = place.store;
    place.store.write = async (namespace, text, condition) => {
      const written = await write.call(place.store, namespace, text, condition);
      return namespace === name ? { ok: false, error: { code: 'store-timeout' } } : written;
    };
    const saving = when('rename', () => place.bench.namespaces.save(name));
    await place.bench.namespaces.saveAs(name, first, other);
    await saving;
    await place.comeToRest();
    expect(await storedUnder()).toEqual([other]);
  });

  it('a discard that comes during a move leaves no session that was said to be given up', async () => {
    await place.leaveWaiting(name, 1);
    const discarding = when('rename', discard);
    const moved = await place.bench.namespaces.saveAs(name, first, other);
    const discarded = await discarding;
    expect([moved.ok, discarded.ok].filter(Boolean)).toEqual([true]);
    expect(await storedUnder()).toEqual(discarded.ok ? [] : [other]);
  });

  it.each(['begins with it', 'comes while the record is being removed'])(
    'one decision alone is carried out where the other %s',
    async (moment) => {
      await place.leaveConflict(name, 1);
      const second = () => decide('put-ours');
      const putting = moment === 'begins with it' ? null : when('unlink', second);
      const keeping = decide('keep-theirs');
      const [kept, put] = await Promise.all([keeping, putting ?? second()]);
      expect([kept.ok, put.ok]).toEqual([true, false]);
      await place.idle();
      expect(await place.store.text(name)).toBe(sampleText(9));
    },
  );

  it('the session is ours where that was decided first', async () => {
    await place.leaveConflict(name, 1);
    const [put, kept] = await Promise.all([decide('put-ours'), decide('keep-theirs')]);
    expect([put.ok, kept.ok]).toEqual([true, false]);
    expect(await place.store.text(name)).toBe(sampleText(1));
    expect(place.bench.copies).toEqual([]);
  });
});

describe('an answer that comes late', () => {
  let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
  let clock: ManualClock;
  let store: FaultyStore;
  let bench: NamespacesBench;

  beforeEach(async () => {
    folder = await temporaryDirectory();
    clock = new ManualClock();
    store = new FaultyStore();
    const settings = { timers: clock, now: clock.now };
    bench = await NamespacesBench.open(store, folder.path, undefined, settings);
  });
  afterEach(async () => {
    await bench.namespaces.dispose();
    await folder.remove();
  });

  /** A sign-in that was left, and about which Telegram is being asked. */
  async function leave(questions: number) {
    const sink = await bench.begin(name);
    await sink.offer(sampleSession(1));
    sink.leave();
    await expect.poll(() => bench.prober.asked.length).toBe(questions);
    return sink;
  }

  /** The question that Telegram is asked next hangs until the returned function is called, and has ended then. */
  function hang(): () => Promise<void> {
    const { closed, open } = gate();
    bench.prober.gate = closed;
    return async () => {
      open();
      const [session] = bench.held.custody.list();
      await expect.poll(() => bench.held.asking.isAsking(session?.id ?? '')).toBe(false);
    };
  }

  it('does not give a session up that was accepted since it was asked about', async () => {
    bench.prober.says({ kind: 'unauthorized', reason: 'session-unregistered' });
    const sink = await leave(1);
    await expect.poll(() => clock.waiting).toBe(1);
    const answer = hang();
    await clock.advance(6_000, () => expect.poll(() => bench.prober.asked.length).toBe(2));
    await sink.accept(sampleSession(1), sampleAccount);
    await answer();
    expect(bench.held.custody.list()).toMatchObject([{ stage: { kind: 'connected' } }]);
  });

  it('does not end the retries of a session that was accepted since it was asked about', async () => {
    const answer = hang();
    const sink = await leave(1);
    store.writeError = 'store-unavailable';
    await sink.accept(sampleSession(1), sampleAccount);
    await sink.release(sampleAccount);
    await answer();
    // The store's next try; there is no next question.
    expect(clock.waiting).toBe(1);
    store.writeError = null;
    await clock.advance(6_000, async () => {});
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
  });
});

it('a move does not itself wake the session that it moves', async () => {
  const folder = await temporaryDirectory();
  const clock = new ManualClock();
  const store = new FaultyStore();
  const settings = { timers: clock, now: clock.now };
  const bench = await NamespacesBench.open(store, folder.path, undefined, settings);
  store.writeError = 'store-unavailable';
  await bench.signIn(name, sampleSession(1));
  // Its timer is not due yet, but whatever the store answers next wakes it.
  clock.setBack(3_600_000);
  store.writeError = null;
  expect(await bench.namespaces.saveAs(name, first, other)).toMatchObject({ ok: true });
  await expect.poll(() => bench.held.custody.list()).toEqual([]);
  expect(await store.text(name)).toBeNull();
  expect(await store.text(other)).toBe(sampleText(1));
  await bench.namespaces.dispose();
  await folder.remove();
});
