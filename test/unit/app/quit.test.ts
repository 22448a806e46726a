import { expect, test } from 'vitest';
import { type QuitChoice, QuitSequence } from '../../../electron/main/app/quit.ts';
import type { QuitView, UnsavedAtQuit } from '../../../shared/quit.ts';
import type { AppError } from '../../../shared/result.ts';

function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function unsavedSession(namespace: string): UnsavedAtQuit {
  const shown = { namespace, fingerprint: 'f1f1f1f1' };
  return { kind: 'session', ...shown, error: { code: 'store-unreachable' }, sealedOnDisk: true };
}

function setUp(
  settle: (attempt: number) => string[] | 'hang',
  answers: (QuitChoice['choice'] | { discard: string[] })[] = [],
  leftByClosing: UnsavedAtQuit[] = [],
  refusals: AppError[] = [],
) {
  const asked: string[][] = [];
  const errors: (AppError | null)[][] = [];
  const discarded: string[] = [];
  const shown: (QuitView | null)[] = [];
  let attempts = 0;
  let nowMs = 1_000;
  let closed = 0;
  let unsaved = ['production-bot'];
  const quitting = signal();
  const staying = signal();
  const sequence = new QuitSequence({
    work: () => ({
      settle: async () => {
        const outcome = settle(++attempts);
        nowMs += 3;
        if (outcome === 'hang') return new Promise<void>(() => undefined);
        unsaved = outcome;
      },
      closeSignIns: async () => {
        closed += 1;
      },
      unsaved: () => [...unsaved.map(unsavedSession), ...(closed === 1 ? leftByClosing : [])],
      discard: async (sessions) => {
        const error = refusals.shift();
        if (error) return sessions.map((session) => ({ ...session, error }));
        const meant = sessions.map(({ namespace }) => namespace);
        discarded.push(...meant);
        unsaved = unsaved.filter((namespace) => !meant.includes(namespace));
        leftByClosing = leftByClosing.filter(({ namespace }) => !meant.includes(namespace));
        return [];
      },
    }),
    show: (view) => shown.push(view),
    now: () => nowMs,
    ask: async (sessions) => {
      asked.push(sessions.map(({ namespace }) => namespace));
      errors.push(sessions.map(({ error }) => error));
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      if (typeof answer !== 'string')
        return { choice: 'discard', sessions: answer.discard.map(unsavedSession) };
      if (answer === 'stay') staying.resolve();
      return answer === 'discard' ? { choice: answer, sessions } : { choice: answer };
    },
    quit: quitting.resolve,
    timeoutMs: 5,
  });
  return {
    asked,
    errors,
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

test('what cannot be given up does not let the app quit as if it were, and is asked about with the reason', async () => {
  const refusal: AppError = { code: 'held-not-removed' };
  const { asked, errors, discarded, quits, mayQuit } = setUp(
    () => ['production-bot'],
    ['discard', 'discard'],
    [],
    [refusal],
  );
  mayQuit();
  await quits;
  expect(asked).toEqual([['production-bot'], ['production-bot']]);
  expect(errors).toEqual([[{ code: 'store-unreachable' }], [refusal]]);
  expect(discarded).toEqual(['production-bot']);
});

test('a session that came while the question stood is asked about, and not given up with the others', async () => {
  const { asked, discarded, quits, mayQuit } = setUp(
    () => ['production-bot', 'late-bot'],
    [{ discard: ['production-bot'] }, 'keep'],
  );
  mayQuit();
  await quits;
  expect(asked).toEqual([['production-bot', 'late-bot'], ['late-bot']]);
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
  const saving = { phase: 'saving', sessions: [unsavedSession('production-bot')], until: 1_005 };
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

test('what closing leaves behind is waited for within the same limit, not for as long again', async () => {
  const left = { ...unsavedSession('late-bot'), sealedOnDisk: false };
  const { shown, quits, mayQuit } = setUp(() => [], ['discard'], [left]);
  mayQuit();
  await quits;
  const limits = shown.flatMap((view) => (view?.phase === 'saving' ? [view.until] : []));
  expect(limits).toEqual([1_005, 1_005]);
});

test('without a workspace the app still tidies up, and quits at once', async () => {
  const quitting = signal();
  const sequence = new QuitSequence({
    work: () => null,
    show: () => undefined,
    now: () => 1_000,
    ask: async () => ({ choice: 'stay' }),
    quit: quitting.resolve,
    timeoutMs: 5,
  });
  expect(sequence.mayQuit()).toBe(false);
  await quitting.promise;
  expect(sequence.mayQuit()).toBe(true);
});
