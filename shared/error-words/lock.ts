import type { ErrorWords } from './words.ts';

/** Failures of the lock in front of the window. */
export const lockErrors = {
  locked: {
    title: 'The app is locked',
    explanation: 'While it is locked it answers nothing but the passphrase.',
    nextStep: 'Unlock it first.',
  },
  'lock-passphrase-missing': {
    title: 'Nothing would open the lock again',
    explanation: 'No passphrase was set for it.',
    nextStep: 'Set one under Commands › Lock settings.',
  },
  'lock-passphrase-wrong': {
    title: 'This is not the passphrase',
    explanation: 'The app stays as it is.',
    nextStep: 'Check the keyboard layout and Caps Lock, and type it again.',
  },
  'lock-wait': {
    title: 'Too many wrong passphrases',
    explanation: 'The next one is only tried after a pause, which grows with each wrong one.',
    nextStep: 'Wait, then type it again.',
  },
  'lock-uses-vault': {
    title: 'The lock has no passphrase of its own',
    explanation: 'It opens with the passphrase that seals the secrets on this computer.',
    nextStep: 'Use that one.',
  },
  'lock-damaged': {
    title: 'The settings of the lock are damaged',
    explanation: 'Their file is not whole. It has been kept as {file}, and the lock is off.',
    nextStep: 'Set it up again under Commands › Lock settings.',
  },
} as const satisfies Record<string, ErrorWords>;
