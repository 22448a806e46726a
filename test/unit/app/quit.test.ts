import { expect, test } from 'vitest';
import { type QuitChoice, QuitSequence } from '../../../electron/main/app/quit.ts';

function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function setUp(settle: (attempt: number) => string[] | 'hang', answers: QuitChoice[] = []) {
  const asked: string[][] = [];
  let attempts = 0;
  let unsaved = ['production-bot'];
  const quitting = signal();
  const staying = signal();
  const sequence = new QuitSequence({
    work: () => ({
      settle: async () => {
        const outcome = settle(++attempts);
        if (outcome === 'hang') return new Promise<void>(() => undefined);
        unsaved = outcome;
      },
      unsavedNamespaces: () => unsaved,
    }),
    ask: async (names) => {
      asked.push(names);
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      if (answer === 'stay') staying.resolve();
      return answer;
    },
    quit: quitting.resolve,
    timeoutMs: 5,
  });
  return { asked, quits: quitting.promise, stays: staying.promise, mayQuit: () => sequence.mayQuit() };
}

test('a quit waits until the unsaved session is stored, and then goes through', async () => {
  const { asked, quits, mayQuit } = setUp(() => []);
  expect(mayQuit()).toBe(false);
  await quits;
  expect(mayQuit()).toBe(true);
  expect(asked).toEqual([]);
});

test('a store that stays down leads to the question, with the namespaces by name', async () => {
  const { asked, quits, mayQuit } = setUp(() => ['production-bot'], ['discard']);
  mayQuit();
  await quits;
  expect(asked).toEqual([['production-bot']]);
});

test('trying again stores what the first try could not', async () => {
  const { asked, quits, mayQuit } = setUp((attempt) => (attempt === 1 ? ['production-bot'] : []), ['retry']);
  mayQuit();
  await quits;
  expect(asked).toHaveLength(1);
});

test('a store that hangs does not hold the app for ever', async () => {
  const { asked, quits, mayQuit } = setUp(() => 'hang', ['discard']);
  mayQuit();
  await quits;
  expect(asked).toEqual([['production-bot']]);
});

test('choosing to stay keeps the app open, and the next quit asks again', async () => {
  const { asked, quits, stays, mayQuit } = setUp(() => ['production-bot'], ['stay', 'discard']);
  expect(mayQuit()).toBe(false);
  await stays;
  await expect.poll(() => mayQuit() || asked.length === 2).toBe(true);
  await quits;
  expect(asked).toHaveLength(2);
});

test('without a workspace nothing is held back', () => {
  const sequence = new QuitSequence({
    work: () => null,
    ask: async () => 'stay',
    quit: () => undefined,
    timeoutMs: 5,
  });
  expect(sequence.mayQuit()).toBe(true);
});
