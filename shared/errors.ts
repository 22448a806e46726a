import { errorWords } from './error-codes.ts';
import type { ErrorWords } from './error-words/words.ts';
import type { AppError } from './result.ts';
import { visibleText } from './visible-text.ts';

function fill(words: string, params: AppError['params']): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => visibleText(String(params?.[name] ?? '—')));
}

/** The operator said no in the confirmation window: nothing has happened, so there is nothing to tell. */
export function isRefusal({ code }: AppError): boolean {
  return code === 'not-confirmed';
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
