import { expect, it } from 'vitest';
import { questionWords, workWords } from '../../../../../renderer/src/features/recovery/quit-words.ts';
import type { UnsavedAtQuit } from '../../../../../shared/quit.ts';

const unsaved: UnsavedAtQuit = {
  kind: 'session',
  namespace: 'a-bot',
  fingerprint: 'f1f1f1f1',
  error: null,
  sealedOnDisk: true,
};
const interrupted: UnsavedAtQuit = {
  ...unsaved,
  kind: 'interrupted',
  namespace: 'b-bot',
  sealedOnDisk: false,
};

it('tells storing from asking Telegram', () => {
  expect(workWords([unsaved], 9)).toBe('Storing a-bot. This takes at most 9 s.');
  expect(workWords([interrupted], 9)).toBe(
    'Asking Telegram whether it has accepted the sign-in of b-bot. This takes at most 9 s.',
  );
  expect(workWords([unsaved, interrupted], 9)).toMatch(/^Storing a-bot. Asking Telegram .* b-bot. This/);
});

it('says of a sign-in that was not answered only that it may have made a session', () => {
  expect(questionWords([interrupted])).toContain('has not said whether it accepted this');
  expect(questionWords([interrupted])).not.toContain('store');
});

it('promises the next start only what is sealed', () => {
  expect(questionWords([unsaved])).toContain('tries again the next time it starts');
  expect(questionWords([unsaved, interrupted])).toContain('quitting now would lose those without');
  expect(questionWords([{ ...unsaved, sealedOnDisk: false }])).toContain('quitting now would lose it');
});
