import type { ErrorWords } from './words.ts';

/** Failures of bringing an earlier session back. */
export const historyErrors = {
  'version-gone': {
    title: 'This version cannot be read any more',
    explanation:
      'The bucket has removed it, its reading is refused, or the sealed copy cannot be opened on this computer.',
    nextStep: 'Choose another version, or sign in again.',
  },
  'version-unusable': {
    title: 'This version holds no usable session',
    explanation: 'Its text is empty or damaged, so a connector could not start with it.',
    nextStep: 'Choose another version, or sign in again.',
  },
  'watch-gone': {
    title: 'This namespace is not watched any more',
    explanation: 'The watch was ended, and its sealed copy was let go.',
    nextStep: 'Look into the history for the session that you need.',
  },
} as const satisfies Record<string, ErrorWords>;
