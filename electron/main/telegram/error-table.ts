import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { TelegramErrorCode } from '../../../shared/error-words/telegram.ts';
import type { AppError } from '../../../shared/result.ts';

/**
 * Telegram's answer: the code and name of an `rpc_error`, or a transport error's negative code alone.
 * `seconds`: the n of FLOOD_WAIT_n, which gramjs cuts off the name.
 */
export interface TelegramFailure {
  code: number;
  errorMessage?: string | undefined;
  seconds?: number | undefined;
}

/** core.telegram.org/api/errors and the "possible errors" of each method that a sign-in calls. */
const codesByName: Readonly<Record<string, TelegramErrorCode>> = {
  AUTH_KEY_UNREGISTERED: 'session-unregistered',
  AUTH_KEY_INVALID: 'session-key-invalid',
  AUTH_KEY_DUPLICATED: 'session-duplicated',
  SESSION_REVOKED: 'session-revoked',
  SESSION_EXPIRED: 'session-expired',
  USER_DEACTIVATED: 'account-deactivated',
  USER_DEACTIVATED_BAN: 'account-banned',
  PHONE_NUMBER_INVALID: 'phone-number-invalid',
  PHONE_NUMBER_BANNED: 'phone-number-banned',
  PHONE_NUMBER_FLOOD: 'phone-number-flood',
  PHONE_PASSWORD_FLOOD: 'password-flood',
  PHONE_NUMBER_UNOCCUPIED: 'phone-unoccupied',
  PHONE_CODE_INVALID: 'code-invalid',
  PHONE_CODE_EMPTY: 'code-malformed',
  PHONE_CODE_EXPIRED: 'code-expired',
  SEND_CODE_UNAVAILABLE: 'code-not-sent',
  PASSWORD_HASH_INVALID: 'password-invalid',
  ACCESS_TOKEN_INVALID: 'bot-token-invalid',
  ACCESS_TOKEN_EXPIRED: 'bot-token-expired',
  API_ID_INVALID: 'api-id-invalid',
  CONNECTION_API_ID_INVALID: 'api-id-invalid',
  API_ID_PUBLISHED_FLOOD: 'api-id-flood',
  UPDATE_APP_TO_LOGIN: 'app-outdated',
  CONNECTION_LAYER_INVALID: 'app-outdated',
  FRESH_RESET_AUTHORISATION_FORBIDDEN: 'session-too-fresh',
};

/** core.telegram.org/mtproto/mtproto-transports, "Transport errors": the server does not know the auth key. */
const unknownKey = -404;
/** The same page: too many connections from this address. */
const transportFlood = -429;

/** The words a person gets for it. Telegram's own text is passed on only if it is a plain error name. */
export function toAppError({
  code,
  errorMessage = '',
  seconds,
}: TelegramFailure): AppError<TelegramErrorCode> {
  const flood = /^FLOOD(?:_TEST_PHONE|_PREMIUM)?_WAIT_(\d+)$/.exec(errorMessage)?.[1];
  const retryAfterSeconds = seconds ?? (flood === undefined ? undefined : Number(flood));
  if (retryAfterSeconds !== undefined) return { code: 'flood-wait', retryAfterSeconds };
  if (code === unknownKey) return { code: 'session-key-unknown' };
  const known = Object.hasOwn(codesByName, errorMessage) ? codesByName[errorMessage] : undefined;
  if (known) return { code: known };
  if (Math.abs(code) >= 500 || code === transportFlood) return { code: 'telegram-server-error' };
  const message = /^[A-Z][A-Z0-9_]{2,80}$/.test(errorMessage) ? errorMessage : `error ${code}`;
  return { code: 'telegram-unexpected', params: { message } };
}

/** The errors that say that a session is dead, and nothing else does: a network fault never says so. */
export const deadSession: ReadonlySet<ErrorCode> = new Set([
  'session-unregistered',
  'session-revoked',
  'session-expired',
  'session-duplicated',
  'session-key-invalid',
  'session-key-unknown',
]);

/** The errors after which signing in again is useless. */
export const goneAccount: ReadonlySet<ErrorCode> = new Set(['account-deactivated', 'account-banned']);
