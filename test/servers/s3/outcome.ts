import type { ErrorCode, Failure } from './errors.ts';

/** The outcome of a step in answering a request: its value, or the S3 error to answer with. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly failure: Failure;
}

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(code: ErrorCode, rest: Omit<Failure, 'code'> = {}): Refusal {
  return { ok: false, failure: { code, ...rest } };
}
