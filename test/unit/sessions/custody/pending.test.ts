import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inOrder, withChange } from '../../../../renderer/src/stores/pending.ts';
import type { PendingChange } from '../../../../shared/held-sessions.ts';
import { LeftBehind } from '../../../fixtures/leftovers.ts';
import type { NamespacesBench } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

let left: LeftBehind;
let told: PendingChange[];

beforeEach(async () => {
  left = await LeftBehind.create();
  told = [];
});
afterEach(() => left.remove());

/** Starts the app over what is left, and the window over the app: what it was sent makes up what it shows. */
async function start() {
  const bench = await left.start();
  bench.held.pending.onChanged((change) => told.push(change));
  const first = bench.held.pending.firstPart();
  const shown = () => told.reduce(withChange, first);
  return { bench, first, shown, expectSame: () => expectSame(bench, shown) };
}

async function expectSame(bench: NamespacesBench, shown: () => unknown): Promise<void> {
  await expect.poll(() => isDeepStrictEqual(shown(), inOrder(bench.held.pending.list()))).toBe(true);
}

it('a window that is sent changes alone shows what is kept, whatever becomes of it', async () => {
  await left.plantWaiting('a-bot', 1);
  await left.plantSuperseded('b-bot', 2);
  await left.plantDamaged();
  const { bench, shown, expectSame } = await start();
  expect([shown().sessions.length, shown().leftovers.length]).toEqual([1, 2]);

  left.store.writeError = 'store-unavailable';
  await bench.signIn('a-bot', sampleSession(3));
  await expectSame();
  expect(shown().leftovers.map(({ kind }) => kind)).toContain('superseded');

  const [waiting] = shown().sessions;
  await bench.held.pending.discard('a-bot', fingerprintOfText(sampleText(3)));
  await expectSame();
  expect(shown().sessions.map(({ id }) => id)).not.toContain(waiting?.id);

  const damaged = shown().leftovers.find(({ kind }) => kind === 'damaged');
  if (!damaged) throw new Error('the damaged file is not listed');
  await bench.held.leftovers.discard(damaged);
  await expectSame();

  const older = shown().leftovers.find(({ namespace }) => namespace === 'b-bot');
  if (!older) throw new Error('the older session is not listed');
  await bench.held.leftovers.bringBack(older);
  await expectSame();
  expect(shown().sessions.map(({ namespace }) => namespace)).toEqual(['b-bot']);
});

it('one change of one session is all that is sent of thousands', async () => {
  for (let seed = 1; seed <= 40; seed += 1) await left.plantWaiting(`bot-${seed}`, seed);
  const { bench, expectSame } = await start();
  await bench.held.pending.discard('bot-7', fingerprintOfText(sampleText(7)));
  await expectSame();
  expect(told.flatMap(({ sessions }) => sessions)).toEqual([]);
  expect(told.flatMap(({ removed }) => removed).length).toBe(1);
});

it('more than one message holds comes in parts', async () => {
  for (let index = 0; index < 1_200; index += 1) await left.plantDamaged();
  const { first, expectSame, shown } = await start();
  expect(first.leftovers.length).toBe(1_000);
  await expectSame();
  expect(shown().leftovers.length).toBe(1_200);
});
