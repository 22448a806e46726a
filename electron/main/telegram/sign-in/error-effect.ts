import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { AppError } from '../../../../shared/result.ts';
import type { SignInStep } from '../../../../shared/sign-in.ts';
import { deadSession, goneAccount } from '../error-table.ts';

/** The profile or the app must change first: nothing that is typed here can help. */
const hopeless: ReadonlySet<ErrorCode> = new Set(['api-id-invalid', 'api-id-flood', 'app-outdated']);

/** Errors that only another phone number can solve, whichever step they appear in. */
const aboutTheNumber: ReadonlySet<ErrorCode> = new Set([
  'phone-number-invalid',
  'phone-number-banned',
  'phone-unoccupied',
  'email-setup-required',
  ...goneAccount,
]);

interface ErrorEffect {
  step: SignInStep;
  /** The connection is of no more use: the next try needs a fresh one. */
  dropConnection: boolean;
}

/**
 * Where an error leaves the operator. Most errors are about the step's own input and stay there, with what was typed.
 * `phoneNumber` is the attempt's number, or null on the way of a bot token. `now`: epoch ms.
 */
export function effectOf(
  error: AppError,
  step: SignInStep,
  phoneNumber: string | null,
  now: number,
): ErrorEffect {
  if (hopeless.has(error.code)) return { step: { kind: 'failed', error }, dropConnection: true };
  // Telegram no longer knows the connection's auth key, so what was reached with it is lost.
  if (deadSession.has(error.code)) {
    return { step: entrance(phoneNumber, { code: 'sign-in-restarted' }), dropConnection: true };
  }
  if (aboutTheNumber.has(error.code)) return { step: entrance(phoneNumber, error), dropConnection: true };
  return { step: withError(step, error, now), dropConnection: false };
}

/** The step where this attempt's way begins. */
export function entrance(phoneNumber: string | null, error: AppError | null): SignInStep {
  return phoneNumber === null ? { kind: 'bot-token', error } : { kind: 'phone', phoneNumber, error };
}

function withError(step: SignInStep, error: AppError, now: number): SignInStep {
  if (step.kind === 'done' || step.kind === 'ended') return step;
  if (step.kind !== 'code') return { ...step, error };
  if (error.code === 'code-not-sent') return { ...step, error, nextDelivery: null, resendAt: null };
  if (error.code !== 'code-expired') return { ...step, error };
  return { ...step, error, nextDelivery: step.nextDelivery ?? step.delivery, resendAt: now };
}

/** The same step without its message; null where the step has none to take away. */
export function withoutError(step: SignInStep): SignInStep | null {
  if (step.kind === 'done' || step.kind === 'ended' || step.kind === 'failed' || step.error === null)
    return null;
  return { ...step, error: null };
}
