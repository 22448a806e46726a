import type { ErrorCode } from './error-codes.ts';

/** An expected failure. `params` fill the placeholders of its words; they never hold a secret. */
export interface AppError<C extends ErrorCode = ErrorCode> {
  code: C;
  params?: Readonly<Record<string, string | number>>;
  /** Seconds to wait before the same call can succeed, as Telegram's FLOOD_WAIT_n says. */
  retryAfterSeconds?: number;
}

/** The outcome of a call: its value, or one of the failures that its type names. */
export type Result<T, C extends ErrorCode = ErrorCode> = { ok: true; value: T } | Failure<C>;

export type Failure<C extends ErrorCode = ErrorCode> = { ok: false; error: AppError<C> };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function fail<C extends ErrorCode>(
  code: C,
  params?: AppError['params'],
  retryAfterSeconds?: number,
): Failure<C> {
  const error: AppError<C> = { code };
  if (params) error.params = params;
  if (retryAfterSeconds !== undefined) error.retryAfterSeconds = retryAfterSeconds;
  return { ok: false, error };
}
