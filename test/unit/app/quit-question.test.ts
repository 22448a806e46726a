import { expect, it } from 'vitest';
import { WindowQuestion } from '../../../electron/main/app/quit-question.ts';
import type { QuitView, UnsavedAtQuit } from '../../../shared/recovery.ts';

function unsaved(namespace: string, sealedOnDisk = true): UnsavedAtQuit {
  return { namespace, error: null, sealedOnDisk };
}

it('shows the question to the window and passes the answer on, once', async () => {
  const shown: (QuitView | null)[] = [];
  const question = new WindowQuestion((view) => shown.push(view));
  const choice = question.ask([unsaved('a-bot')]);
  expect(shown).toEqual([{ phase: 'asking', sessions: [unsaved('a-bot')] }]);
  expect(question.answer({ choice: 'retry' })).toEqual({ ok: true, value: null });
  expect(question.answer({ choice: 'stay' })).toEqual({ ok: true, value: null });
  expect(await choice).toBe('retry');
});

it('gives one session up for its name, and several for their number', async () => {
  const question = new WindowQuestion(() => {});
  const one = question.ask([unsaved('a-bot')]);
  expect(question.answer({ choice: 'discard', confirmation: 'A-bot' })).toMatchObject({
    error: { code: 'confirmation-differs' },
  });
  question.answer({ choice: 'discard', confirmation: 'a-bot' });
  expect(await one).toBe('discard');
  const two = question.ask([unsaved('a-bot'), unsaved('b-bot')]);
  expect(question.answer({ choice: 'discard', confirmation: 'a-bot' }).ok).toBe(false);
  question.answer({ choice: 'discard', confirmation: 'discard 2 sessions' });
  expect(await two).toBe('discard');
});

it('does not quit with a sealed copy where one session has none', () => {
  const question = new WindowQuestion(() => {});
  void question.ask([unsaved('a-bot'), unsaved('b-bot', false)]);
  expect(question.answer({ choice: 'keep' })).toMatchObject({ error: { code: 'quit-copy-missing' } });
});
