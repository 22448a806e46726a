import { appErrors } from './error-words/app.ts';
import { historyErrors } from './error-words/history.ts';
import { lockErrors } from './error-words/lock.ts';
import { recoveryErrors } from './error-words/recovery.ts';
import { storeErrors } from './error-words/store.ts';
import { telegramErrors } from './error-words/telegram.ts';

/** Title, explanation and next step of every failure that a person can meet. */
export const errorWords = {
  ...appErrors,
  ...historyErrors,
  ...lockErrors,
  ...recoveryErrors,
  ...storeErrors,
  ...telegramErrors,
};

export type ErrorCode = keyof typeof errorWords;

export const errorCodes = Object.keys(errorWords) as ErrorCode[]; // Object.keys loses the literal key type
