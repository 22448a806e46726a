import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import type { NamespacesBench } from '../../../fixtures/namespaces.ts';
import { sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

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

describe('a store that was down', () => {
  const names = ['a-bot', 'b-bot'];

  /** Both sessions have failed twice, and their next tries are a while away. */
  beforeEach(async () => {
    store.writeError = 'store-unavailable';
    for (const [index, each] of names.entries()) await bench.signIn(each, sampleSession(index + 1));
    await clock.advance(4_500, () => expect.poll(() => clock.waiting).toBe(2));
    store.calls.length = 0;
    store.writeError = null;
  });

  function stored(): Promise<(string | null)[]> {
    return Promise.all(names.map((each) => store.text(each)));
  }

  it('wakes all sessions that wait with its first success', async () => {
    await clock.advance(6_000, async () => {});
    await bench.namespaces.open('another');
    await expect.poll(stored).toEqual([sampleText(1), sampleText(2)]);
    await expect.poll(() => bench.unsaved()).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it('wakes the others with the first session that it takes', async () => {
    await clock.advance(6_000, async () => {});
    await bench.namespaces.save('a-bot');
    await expect.poll(stored).toEqual([sampleText(1), sampleText(2)]);
  });

  it('is tried again with short delays once the operator has tried', async () => {
    store.writeError = 'store-forbidden';
    const delay = () => (bench.held.pending.list().sessions[0]?.nextRetryAt ?? 0) - clock.now();
    await bench.namespaces.save('a-bot');
    expect(delay()).toBeGreaterThan(10_000);
    await bench.held.pending.retry('a-bot');
    expect(delay()).toBeLessThan(5_000);
  });

  it('wakes none that has failed just now', async () => {
    await bench.namespaces.open('another');
    expect(store.calls).toEqual(['read another']);
    expect(clock.waiting).toBe(2);
  });

  it('wakes no session that was refused for another reason', async () => {
    store.writeError = 'store-forbidden';
    await bench.namespaces.save('a-bot');
    store.writeError = null;
    await clock.advance(6_000, async () => {});
    store.calls.length = 0;
    await bench.namespaces.open('another');
    await expect.poll(() => store.text('b-bot')).toBe(sampleText(2));
    expect(store.calls).not.toContain('write a-bot');
  });
});
