import type { AccountInfo } from './accounts.ts';
import type { AppError } from './result.ts';

/** Where Telegram sends a code, after `auth.sentCodeType*` and `auth.codeType*`. */
export type CodeDelivery =
  | 'app'
  | 'sms'
  | 'call'
  | 'flash-call'
  | 'missed-call'
  | 'fragment'
  | 'email'
  | 'firebase'
  | 'word'
  | 'phrase'
  | 'other';

/** Long enough that what a person pastes by mistake is refused at its step, with words that fit. In characters. */
export const maxTypedLength = 10_000;

export type SignInMethod = 'phone' | 'bot-token';

/** Work that main is doing on the operator's behalf; the screen shows it and disables its button. */
export type SignInActivity =
  | 'connecting'
  | 'requesting-code'
  | 'checking-code'
  | 'checking-password'
  | 'checking-token'
  | 'storing'
  | 'verifying';

/**
 * One step of the wizard with all that its screen needs. `error` is about the step's own input and leaves the
 * operator on the step. Times are epoch ms.
 */
export type SignInStep =
  | { kind: 'method'; error: AppError | null }
  | { kind: 'phone'; phoneNumber: string; error: AppError | null }
  | {
      kind: 'code';
      phoneNumber: string;
      delivery: CodeDelivery;
      /** Digits to expect, or null if Telegram does not say. */
      length: number | null;
      /** An e-mail pattern or the missed call's prefix, if Telegram says one. */
      deliveryHint: string | null;
      nextDelivery: CodeDelivery | null;
      /** When this code was sent: another sending has another time. */
      sentAt: number;
      resendAt: number | null;
      error: AppError | null;
    }
  | { kind: 'password'; hint: string | null; error: AppError | null }
  | { kind: 'bot-token'; error: AppError | null }
  | { kind: 'storing'; account: AccountInfo; fingerprint: string; error: AppError | null }
  | { kind: 'done'; account: AccountInfo; fingerprint: string; uri: string; storedAt: number }
  /** The session was handed over, and this sign-in has no more to do with it: `error` says what became of it. */
  | { kind: 'ended'; error: AppError }
  | { kind: 'failed'; error: AppError };

/** The renderer's view of an attempt: one run of the wizard for one namespace. */
export interface SignInView {
  attemptId: string;
  profileId: string;
  namespace: string;
  purpose: 'sign-in' | 're-authenticate';
  step: SignInStep;
  activity: SignInActivity | null;
  /** The end of a flood wait for the current step, or null. */
  waitUntil: number | null;
  canGoBack: boolean;
}
