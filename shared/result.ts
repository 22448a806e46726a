import type { ErrorCode } from './errors.ts';

/**
 * An expected failure. `params` fill the placeholders of the words in `errors.ts`; they never hold a secret.
 */
export interface AppError {
  code: ErrorCode;
  params?: Readonly<Record<string, string | number>>;
  /** Seconds to wait before the same call can succeed, as Telegram's FLOOD_WAIT_n says. */
  retryAfterSeconds?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: ErrorCode,
  params?: AppError['params'],
  retryAfterSeconds?: number,
): { ok: false; error: AppError } {
  const error: AppError = { code };
  if (params) error.params = params;
  if (retryAfterSeconds !== undefined) error.retryAfterSeconds = retryAfterSeconds;
  return { ok: false, error };
}
