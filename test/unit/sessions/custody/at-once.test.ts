import { afterEach, beforeEach, expect, it } from 'vitest';
import { gate } from '../../../fixtures/gate.ts';
import { LeftBehind } from '../../../fixtures/leftovers.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';

let left: LeftBehind;

beforeEach(async () => {
  left = await LeftBehind.create();
});
afterEach(() => left.remove());

/** Counts the writes that the store is busy with. */
function countWrites(): { running: number; most: number } {
  const count = { running: 0, most: 0 };
  const { store } = left;
  const { write } = store;
  store.write = async (...order) => {
    count.running += 1;
    count.most = Math.max(count.most, count.running);
    const written = await write.apply(store, order);
    count.running -= 1;
    return written;
  };
  return count;
}

it('Telegram is asked about four keys at once, and about all of them in the end', async () => {
  for (let seed = 1; seed <= 12; seed += 1) await left.plantInterrupted(`bot-${seed}`, seed);
  const bench = await left.start();
  const { closed, open } = gate();
  bench.prober.gate = closed;
  bench.prober.says({ kind: 'unauthorized', reason: 'session-unregistered' });
  bench.namespaces.resume();
  await expect.poll(() => bench.prober.running).toBe(4);
  open();
  await expect.poll(() => left.files()).toEqual([]);
  expect(bench.prober.asked.length).toBe(12);
  expect(bench.prober.mostAtOnce).toBe(4);
});

it('twenty sessions are stored at once, and all of them in the end', async () => {
  for (let seed = 1; seed <= 50; seed += 1) await left.plantWaiting(`bot-${seed}`, seed);
  const bench = await left.start();
  const writes = countWrites();
  const { closed, open } = gate();
  left.store.gate = closed;
  bench.namespaces.resume();
  await expect.poll(() => writes.running).toBe(20);
  open();
  await expect.poll(() => left.files()).toEqual([]);
  expect(writes.most).toBe(20);
  expect(await left.store.text('bot-50')).toBe(sampleText(50));
});
