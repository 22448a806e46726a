import { beforeEach, expect, it } from 'vitest';
import { WindowQuestion } from '../../../electron/main/app/quit-question.ts';
import type { ShownSession } from '../../../shared/held-sessions.ts';
import type { QuitView, UnsavedAtQuit } from '../../../shared/quit.ts';
import { fail, ok } from '../../../shared/result.ts';
import { ScriptedConfirmation } from '../../fixtures/scripted-confirmation.ts';

function unsaved(namespace: string, sealedOnDisk = true): UnsavedAtQuit {
  return { kind: 'session', ...shown(namespace), error: null, sealedOnDisk };
}

function shown(namespace: string, fingerprint = 'f1f1f1f1'): ShownSession {
  return { namespace, fingerprint };
}

function discard(...sessions: ShownSession[]) {
  return { choice: 'discard' as const, sessions };
}

let operator: ScriptedConfirmation;
beforeEach(() => {
  operator = new ScriptedConfirmation();
});

function newQuestion(onChanged: (view: QuitView | null) => void = () => {}) {
  return new WindowQuestion(onChanged, operator.confirm);
}

it('shows the question to the window and passes the answer on, once', async () => {
  const shown: (QuitView | null)[] = [];
  const question = newQuestion((view) => shown.push(view));
  const choice = question.ask([unsaved('a-bot')]);
  expect(shown).toEqual([{ phase: 'asking', sessions: [unsaved('a-bot')] }]);
  expect(await question.answer({ choice: 'retry' })).toEqual({ ok: true, value: null });
  expect(await question.answer({ choice: 'stay' })).toEqual({ ok: true, value: null });
  expect(await choice).toEqual({ choice: 'retry' });
});

it('gives sessions up once the operator has confirmed it, with one question for all of them', async () => {
  const question = newQuestion();
  const sessions = [unsaved('a-bot'), unsaved('b-bot')];
  const choice = question.ask(sessions);
  const both = [shown('a-bot'), shown('b-bot')];
  operator.says = 'no';
  expect(await question.answer(discard(...both))).toEqual(fail('not-confirmed'));
  operator.says = 'yes';
  expect(await question.answer(discard(...both))).toEqual(ok(null));
  expect(await choice).toMatchObject({ choice: 'discard', sessions: both });
  expect(operator.asked).toEqual([1, 2].map(() => ({ kind: 'discard-at-quit', sessions })));
});

it('gives nothing up for a confirmation of a question that was answered otherwise meanwhile', async () => {
  const question = newQuestion();
  const choice = question.ask([unsaved('a-bot')]);
  operator.meanwhile = () => question.answer({ choice: 'stay' });
  expect(await question.answer(discard(shown('a-bot')))).toEqual(fail('conflict-changed'));
  expect(await choice).toEqual({ choice: 'stay' });
});

it.each([
  ['another session has that name now', [shown('a-bot', '0a0a0a0a')]],
  ['fewer were shown', []],
  ['more were shown', [shown('a-bot'), shown('b-bot')]],
])('gives nothing up where %s, and goes on asking', async (_, sessions) => {
  const question = newQuestion();
  const choice = question.ask([unsaved('a-bot')]);
  expect(await question.answer(discard(...sessions))).toEqual(fail('conflict-changed'));
  expect(operator.asked).toEqual([]);
  await question.answer({ choice: 'stay' });
  expect(await choice).toEqual({ choice: 'stay' });
});

it('does not quit with a sealed copy where one session has none', async () => {
  const question = newQuestion();
  void question.ask([unsaved('a-bot'), unsaved('b-bot', false)]);
  expect(await question.answer({ choice: 'keep' })).toMatchObject({ error: { code: 'quit-copy-missing' } });
});
