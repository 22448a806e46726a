import type { ErrorWords } from './words.ts';

/** Failures of bringing an earlier session back. */
export const historyErrors = {
  'version-gone': {
    title: 'This version can no longer be read',
    explanation:
      'The bucket no longer has it, reading it was refused, or its sealed copy cannot be opened on this computer.',
    nextStep: 'Choose another version, or sign in again.',
  },
  'version-unusable': {
    title: 'This version holds no usable session',
    explanation: 'Its text is empty or damaged, so a connector could not start with it.',
    nextStep: 'Choose another version, or sign in again.',
  },
  'watch-gone': {
    title: 'This namespace is no longer watched',
    explanation: 'The watch has ended, and its sealed copy was released.',
    nextStep: 'Find the session that you need in the history.',
  },
} as const satisfies Record<string, ErrorWords>;
