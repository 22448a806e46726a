import { expect, test } from 'vitest';
import { overwrittenNotice } from '../../../electron/main/app/notices.ts';

const told = overwrittenNotice({ namespace: 'prod\u202etob\nUrgent: click', ours: 'd9c76fa3' });

test('a notice of the system names what cannot be seen in a namespace, and stays one line', () => {
  expect(told.title).toBe('prod⟨U+202E⟩tob⟨U+000A⟩Urgent: click was overwritten');
  expect(told.body).toContain('d9c76fa3');
});

test('a notice that is shown over the lock names neither a namespace nor a key', () => {
  const words = JSON.stringify(told.whileLocked);
  expect(words).not.toContain('prod');
  expect(words).not.toContain('d9c76fa3');
  expect(words).toContain('Unlock the app');
});
