import { expect, it } from 'vitest';
import { WindowQuestion } from '../../../electron/main/app/quit-question.ts';
import type { ShownSession } from '../../../shared/held-sessions.ts';
import type { QuitView, UnsavedAtQuit } from '../../../shared/quit.ts';

function unsaved(namespace: string, sealedOnDisk = true): UnsavedAtQuit {
  return { kind: 'session', ...shown(namespace), error: null, sealedOnDisk };
}

function shown(namespace: string, fingerprint = 'f1f1f1f1'): ShownSession {
  return { namespace, fingerprint };
}

function discard(confirmation: string, ...sessions: ShownSession[]) {
  return { choice: 'discard' as const, confirmation, sessions };
}

it('shows the question to the window and passes the answer on, once', async () => {
  const shown: (QuitView | null)[] = [];
  const question = new WindowQuestion((view) => shown.push(view));
  const choice = question.ask([unsaved('a-bot')]);
  expect(shown).toEqual([{ phase: 'asking', sessions: [unsaved('a-bot')] }]);
  expect(question.answer({ choice: 'retry' })).toEqual({ ok: true, value: null });
  expect(question.answer({ choice: 'stay' })).toEqual({ ok: true, value: null });
  expect(await choice).toEqual({ choice: 'retry' });
});

it('gives one session up for its name, and several for their number', async () => {
  const question = new WindowQuestion(() => {});
  const one = question.ask([unsaved('a-bot')]);
  expect(question.answer(discard('A-bot', shown('a-bot')))).toMatchObject({
    error: { code: 'confirmation-differs' },
  });
  question.answer(discard('a-bot', shown('a-bot')));
  expect(await one).toMatchObject({ choice: 'discard', sessions: [shown('a-bot')] });
  const two = question.ask([unsaved('a-bot'), unsaved('b-bot')]);
  const both = [shown('a-bot'), shown('b-bot')];
  expect(question.answer(discard('a-bot', ...both)).ok).toBe(false);
  question.answer(discard('discard 2 sessions', ...both));
  expect(await two).toMatchObject({ choice: 'discard', sessions: both });
});

it.each([
  ['another session has that name now', [shown('a-bot', '0a0a0a0a')]],
  ['fewer were shown', []],
  ['more were shown', [shown('a-bot'), shown('b-bot')]],
])('gives nothing up where %s, and goes on asking', async (_, sessions) => {
  const question = new WindowQuestion(() => {});
  const choice = question.ask([unsaved('a-bot')]);
  expect(question.answer(discard('a-bot', ...sessions))).toMatchObject({
    error: { code: 'conflict-changed' },
  });
  question.answer({ choice: 'stay' });
  expect(await choice).toEqual({ choice: 'stay' });
});

it('does not quit with a sealed copy where one session has none', () => {
  const question = new WindowQuestion(() => {});
  void question.ask([unsaved('a-bot'), unsaved('b-bot', false)]);
  expect(question.answer({ choice: 'keep' })).toMatchObject({ error: { code: 'quit-copy-missing' } });
});
