import { expect, test } from 'vitest';
import { type QuitChoice, QuitSequence } from '../../../electron/main/app/quit.ts';
import type { QuitView, UnsavedAtQuit } from '../../../shared/recovery.ts';

function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function unsavedSession(namespace: string): UnsavedAtQuit {
  return { namespace, error: { code: 'store-unreachable' }, sealedOnDisk: true };
}

function setUp(
  settle: (attempt: number) => string[] | 'hang',
  answers: QuitChoice[] = [],
  leftByClosing: UnsavedAtQuit[] = [],
) {
  const asked: string[][] = [];
  const discarded: string[] = [];
  const shown: (QuitView | null)[] = [];
  let attempts = 0;
  let closed = 0;
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
      closeSignIns: async () => {
        closed += 1;
      },
      unsaved: () => [...unsaved.map(unsavedSession), ...(closed === 1 ? leftByClosing : [])],
      discard: async (namespaces) => void discarded.push(...namespaces),
    }),
    show: (view) => shown.push(view),
    now: () => 1_000,
    ask: async (sessions) => {
      asked.push(sessions.map(({ namespace }) => namespace));
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      if (answer === 'stay') staying.resolve();
      return answer;
    },
    quit: quitting.resolve,
    timeoutMs: 5,
  });
  return {
    asked,
    discarded,
    shown,
    closedSignIns: () => closed,
    quits: quitting.promise,
    stays: staying.promise,
    mayQuit: () => sequence.mayQuit(),
    end: () => sequence.end(),
  };
}

test('a quit waits until the unsaved session is stored, and then goes through', async () => {
  const { asked, quits, mayQuit } = setUp(() => []);
  expect(mayQuit()).toBe(false);
  await quits;
  expect(mayQuit()).toBe(true);
  expect(asked).toEqual([]);
});

test('a store that stays down leads to the question, with the namespaces by name', async () => {
  const { asked, discarded, quits, mayQuit } = setUp(() => ['production-bot'], ['discard']);
  mayQuit();
  await quits;
  expect(asked).toEqual([['production-bot']]);
  expect(discarded).toEqual(['production-bot']);
});

test('keeping the sealed copies quits and gives nothing up', async () => {
  const { discarded, quits, mayQuit } = setUp(() => ['production-bot'], ['keep']);
  mayQuit();
  await quits;
  expect(discarded).toEqual([]);
});

test('the window shows what is being saved and until when at most, and nothing any more after staying', async () => {
  const { shown, stays, mayQuit } = setUp(() => ['production-bot'], ['stay']);
  mayQuit();
  await stays;
  const saving = { phase: 'saving', namespaces: ['production-bot'], until: 1_005 };
  await expect.poll(() => shown).toEqual([saving, null]);
});

test('when the system ends the app, what can be saved is saved and nothing is asked', async () => {
  const { asked, discarded, quits, end, mayQuit } = setUp(() => ['production-bot']);
  await end();
  await quits;
  expect([asked, discarded]).toEqual([[], []]);
  expect(mayQuit()).toBe(true);
});

test('a store that hangs does not keep the system from ending the app', async () => {
  const { asked, quits, end } = setUp(() => 'hang');
  await end();
  await quits;
  expect(asked).toEqual([]);
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
  const { asked, closedSignIns, quits, stays, mayQuit } = setUp(
    () => ['production-bot'],
    ['stay', 'discard'],
  );
  expect(mayQuit()).toBe(false);
  await stays;
  expect(closedSignIns()).toBe(0);
  await expect.poll(() => mayQuit() || asked.length === 2).toBe(true);
  await quits;
  expect(asked).toHaveLength(2);
  expect(closedSignIns()).toBe(1);
});

test('a sign-in that is accepted while it is closed is asked about too, where nothing protects it', async () => {
  const left = { ...unsavedSession('late-bot'), sealedOnDisk: false };
  const { asked, quits, mayQuit } = setUp(() => [], ['discard'], [left]);
  mayQuit();
  await quits;
  expect(asked).toEqual([['late-bot']]);
});

test('without a workspace nothing is held back', () => {
  const sequence = new QuitSequence({
    work: () => null,
    show: () => undefined,
    now: () => 1_000,
    ask: async () => 'stay',
    quit: () => undefined,
    timeoutMs: 5,
  });
  expect(sequence.mayQuit()).toBe(true);
});
