import { appErrors } from './error-words/app.ts';
import { historyErrors } from './error-words/history.ts';
import { recoveryErrors } from './error-words/recovery.ts';
import { storeErrors } from './error-words/store.ts';
import { telegramErrors } from './error-words/telegram.ts';
import type { ErrorWords } from './error-words/words.ts';
import type { AppError } from './result.ts';

const errorWords = { ...appErrors, ...historyErrors, ...recoveryErrors, ...storeErrors, ...telegramErrors };

export type ErrorCode = keyof typeof errorWords;

export const errorCodes = Object.keys(errorWords) as ErrorCode[]; // Object.keys loses the literal key type

function fill(words: string, params: AppError['params']): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name] ?? '—'));
}

/** The words a person reads, with the error's parameters filled in. */
export function describeError(error: AppError): ErrorWords {
  const words = errorWords[error.code];
  return {
    title: fill(words.title, error.params),
    explanation: fill(words.explanation, error.params),
    nextStep: fill(words.nextStep, error.params),
  };
}
