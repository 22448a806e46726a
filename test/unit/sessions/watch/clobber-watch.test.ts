import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JsonFile } from '../../../../electron/main/files/json-file.ts';
import { type Clobbering, ClobberWatch } from '../../../../electron/main/sessions/watch/clobber-watch.ts';
import { WatchList, watchFileSchema } from '../../../../electron/main/sessions/watch/watch-file.ts';
import { defaultWatchSchedule } from '../../../../electron/main/sessions/watch/watch-schedule.ts';
import type { ClobberWatchView } from '../../../../shared/watch.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { quietProblems } from '../../../fixtures/file-problems.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { gramjsText, readTelethonText, sampleText, telethonText } from '../../../fixtures/session-strings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const oldText = sampleText(1);
const newText = sampleText(2);

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let store: FaultyStore;
let clock: ManualClock;
let clobberings: Clobbering[];
let pins: (string | null)[];
let changes: (ClobberWatchView | null)[];
let opened: ClobberWatch[];

beforeEach(async () => {
  folder = await temporaryDirectory();
  store = new FaultyStore([['bot', newText]]);
  clock = new ManualClock();
  clobberings = [];
  pins = [];
  changes = [];
  opened = [];
});

afterEach(async () => {
  for (const watch of opened) await watch.dispose();
  await folder.remove();
});

const path = () => join(folder.path, 'watches.json');

async function look(watch: ClobberWatch, namespace: string): Promise<void> {
  const read = await store.read(namespace);
  if (read.ok) watch.observe(namespace, read.value);
}

function open(): ClobberWatch {
  const watch = new ClobberWatch({
    store,
    list: new WatchList(new JsonFile(path(), watchFileSchema, clock.now), quietProblems()),
    schedule: defaultWatchSchedule,
    timers: clock,
    now: clock.now,
    pinCopy: async (_, copyId) => void pins.push(copyId),
    verdictOf: () => ({ kind: 'unknown' }),
  });
  watch.differs.add((namespace) => void look(watch, namespace));
  watch.changed.add((namespace) => changes.push(watch.view(namespace)));
  watch.clobbered.add((clobbering) => clobberings.push(clobbering));
  opened.push(watch);
  return watch;
}

async function etag(): Promise<string> {
  const head = await store.head('bot');
  if (!head.ok || head.value.kind !== 'there') throw new Error('nothing is stored');
  return head.value.etag;
}

/** A watch over the session that has just replaced another one. */
async function started(): Promise<ClobberWatch> {
  const watch = open();
  const stored = { namespace: 'bot', etag: await etag(), copyId: 'copy-2' };
  await watch.written({ ...stored, replaces: true, before: oldText, after: newText });
  store.calls.length = 0;
  return watch;
}

/** Lets the time pass; the looks in it read from memory, so one turn of the event loop is enough for each. */
function pass(ms: number): Promise<void> {
  return clock.advance(ms, () => new Promise((resolve) => setImmediate(resolve)));
}

describe('the watch over a replaced session', () => {
  it('begins where another session took a session’s place, and pins its copy', async () => {
    const watch = await started();
    const since = clock.now();
    expect(watch.view('bot')).toMatchObject({ since, until: since + 24 * hourMs, clobbered: null });
    expect(pins).toEqual(['copy-2']);
  });

  it('does not begin for a first session or for a repaired one', async () => {
    const watch = open();
    const stored = { namespace: 'bot', etag: await etag(), copyId: 'c' };
    await watch.written({ ...stored, replaces: false, before: null, after: newText });
    const poisoned = gramjsText(2, '149.154.167.51', 443, Buffer.alloc(256, 2));
    await watch.written({ ...stored, replaces: true, before: poisoned, after: newText });
    expect(watch.view('bot')).toBeNull();
  });

  it.each([
    ['can no longer be seen', null],
    ['was damaged', 'not a session'],
  ])('begins if the object that was replaced %s', async (_, before) => {
    const watch = open();
    const stored = { namespace: 'bot', etag: await etag(), copyId: 'copy-2' };
    await watch.written({ ...stored, replaces: true, before, after: newText });
    expect(watch.view('bot')).toMatchObject({ clobbered: null });
    expect(pins).toEqual(['copy-2']);
  });

  it('looks gently: 15 times in five minutes, then every two minutes, never reading what is unchanged', async () => {
    await started();
    await pass(5 * minuteMs - 1);
    expect(store.calls).toEqual(Array(14).fill('head bot'));
    await pass(hourMs);
    expect(store.calls.length).toBeLessThanOrEqual(14 + 31);
    expect(new Set(store.calls)).toEqual(new Set(['head bot']));
  });

  it('ends by itself after a day and keeps the copy until the operator lets go', async () => {
    const watch = await started();
    await pass(25 * hourMs);
    expect(watch.view('bot')).toMatchObject({ ended: true });
    store.calls.length = 0;
    await watch.checkAll();
    expect({ calls: store.calls, waiting: clock.waiting }).toEqual({ calls: [], waiting: 0 });
    expect(pins).toEqual(['copy-2']);
    await watch.stop('bot');
    expect(pins).toEqual(['copy-2', null]);
  });

  it('ends a day after the clock was set back, looking as gently as after any other start', async () => {
    const watch = await started();
    clock.setBack(30 * 24 * hourMs);
    await pass(2 * hourMs);
    expect(store.calls.length).toBeLessThanOrEqual(1 + 14 + 60);
    expect(watch.view('bot')).toMatchObject({ ended: false });
    await pass(23 * hourMs);
    expect(watch.view('bot')).toMatchObject({ ended: true });
  });

  it('notices once that the old session was put back, and tells both sides', async () => {
    const watch = await started();
    await store.overwrite('bot', oldText);
    await pass(30_000);
    expect(watch.view('bot')?.clobbered?.side?.fingerprint).toMatch(/^[0-9a-f]{8}$/);
    expect(watch.view('bot')?.clobbered?.etag).toBe(await etag());
    await pass(hourMs);
    await look(watch, 'bot');
    expect(clobberings).toHaveLength(1);
    expect(clobberings[0]?.ours).not.toBe(clobberings[0]?.theirs?.fingerprint);
  });

  it('takes a rewrite of the same key for what it is: the connector’s own', async () => {
    const watch = await started();
    const rewritten = telethonText({ ...readTelethonText(newText), addressBytes: [149, 154, 167, 92] });
    await store.overwrite('bot', rewritten);
    await pass(30_000);
    expect(watch.view('bot')?.clobbered).toBeNull();
    store.calls.length = 0;
    await pass(minuteMs);
    expect(new Set(store.calls)).toEqual(new Set(['head bot']));
    expect(clobberings).toEqual([]);
  });

  it('tells a deleted object, and stays silent about a fault', async () => {
    const watch = await started();
    store.readError = 'store-unreachable';
    await pass(minuteMs);
    expect(watch.view('bot')?.clobbered).toBeNull();
    watch.observe('bot', { kind: 'missing-or-forbidden' });
    expect(watch.view('bot')?.clobbered).toBeNull();
    watch.observe('bot', { kind: 'missing' });
    expect(watch.view('bot')?.clobbered).toMatchObject({ side: null, etag: null });
  });

  it('tells of an object that three looks in a row are refused, since when, and nothing of one or two', async () => {
    const watch = await started();
    store.hides = true;
    await pass(59_000);
    expect({ view: watch.view('bot'), looks: store.calls.length }).toMatchObject({
      view: { hiddenSince: null },
      looks: 2,
    });
    const since = clock.now() - 39_000;
    await pass(hourMs);
    expect(watch.view('bot')).toMatchObject({ hiddenSince: since, clobbered: null });
    expect(changes.filter((view) => view?.hiddenSince)).toHaveLength(1);
    expect(clobberings).toEqual([]);
  });

  it('counts refused looks anew after one that is answered, but not after a fault', async () => {
    const watch = await started();
    store.hides = true;
    await pass(40_000);
    store.hides = false;
    await pass(20_000);
    store.hides = true;
    await pass(40_000);
    expect(watch.view('bot')).toMatchObject({ hiddenSince: null });
    store.hides = false;
    store.readError = 'store-unreachable';
    await pass(minuteMs);
    store.hides = true;
    await pass(20_000);
    expect(watch.view('bot')?.hiddenSince).not.toBeNull();
  });

  it('no longer says that it cannot be read once somebody has read it, as after storing it again', async () => {
    const watch = await started();
    store.hides = true;
    await pass(minuteMs);
    expect(watch.view('bot')?.hiddenSince).not.toBeNull();
    await look(watch, 'bot');
    expect(watch.view('bot')).toMatchObject({ hiddenSince: null, clobbered: null });
  });

  it('looks no longer than a day at an overwritten session, which waits for a decision all the same', async () => {
    const watch = await started();
    await store.overwrite('bot', oldText);
    await pass(30 * hourMs);
    expect(watch.view('bot')).toMatchObject({ ended: true, clobbered: { etag: await etag() } });
    expect(clock.waiting).toBe(0);
    expect(pins).toEqual(['copy-2']);
  });

  it('calms down when the session is back', async () => {
    const watch = await started();
    await store.overwrite('bot', oldText);
    await pass(minuteMs);
    await store.overwrite('bot', newText);
    await pass(5 * minuteMs);
    expect(watch.view('bot')?.clobbered).toBeNull();
  });

  it('begins anew for the session that this app stores next', async () => {
    const watch = await started();
    await pass(hourMs);
    const third = sampleText(3);
    await store.overwrite('bot', third);
    const stored = { namespace: 'bot', etag: await etag(), copyId: 'copy-3' };
    await watch.written({ ...stored, replaces: false, before: null, after: third });
    expect(watch.view('bot')).toMatchObject({ since: clock.now(), clobbered: null });
    await pass(hourMs);
    expect(clobberings).toEqual([]);
  });

  it('goes on after a restart, with a look at once, and holds no secret on the disk', async () => {
    await (await started()).dispose();
    await store.overwrite('bot', oldText);
    const again = open();
    await again.resume();
    await again.checkAll();
    await expect.poll(() => clobberings).toHaveLength(1);
    expect(again.copyIdOf('bot')).toBe('copy-2');
    expect(await readFile(path(), 'utf8')).not.toContain(newText.slice(20, 60));
  });

  it('takes a last look if it ended while the app was closed', async () => {
    await (await started()).dispose();
    await pass(48 * hourMs);
    const again = open();
    await again.resume();
    await again.checkAll();
    expect(store.calls).toContain('head bot');
    expect(again.view('bot')).toMatchObject({ ended: true });
    expect(again.copyIdOf('bot')).toBe('copy-2');
    expect(pins).toEqual(['copy-2']);
  });

  it('does nothing once it is stopped or disposed of', async () => {
    const watch = await started();
    await watch.stop('bot');
    await pass(hourMs);
    const disposed = await started();
    await disposed.dispose();
    await pass(hourMs);
    expect(store.calls).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});
