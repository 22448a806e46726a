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

/** Further names from the same pages, which have no words of their own: only these are shown as they are. */
const shownNames: ReadonlySet<string> = new Set([
  'AUTH_BYTES_INVALID',
  'AUTH_KEY_PERM_EMPTY',
  'AUTH_RESTART',
  'BOT_METHOD_INVALID',
  'CONNECTION_DEVICE_MODEL_EMPTY',
  'CONNECTION_LANG_PACK_INVALID',
  'CONNECTION_NOT_INITED',
  'CONNECTION_SYSTEM_EMPTY',
  'EMAIL_VERIFY_EXPIRED',
  'INPUT_FETCH_ERROR',
  'INPUT_FETCH_FAIL',
  'INPUT_LAYER_INVALID',
  'INPUT_METHOD_INVALID',
  'INPUT_REQUEST_TOO_LONG',
  'MSG_WAIT_FAILED',
  'PEER_FLOOD',
  'PHONE_CODE_HASH_EMPTY',
  'PHONE_HASH_EXPIRED',
  'PHONE_NUMBER_APP_SIGNUP_FORBIDDEN',
  'PHONE_PASSWORD_PROTECTED',
  'SESSION_PASSWORD_NEEDED',
  'SMS_CODE_CREATE_FAILED',
  'SRP_A_INVALID',
  'SRP_ID_INVALID',
  'SRP_PASSWORD_CHANGED',
]);

/** core.telegram.org/mtproto/mtproto-transports, "Transport errors": the server does not know the auth key. */
const unknownKey = -404;
/** The same page: too many connections from this address. */
const transportFlood = -429;

/** The words a person gets for it. Of Telegram's own text only the names of a closed list are passed on. */
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
  const message = shownNames.has(errorMessage) ? errorMessage : `error ${code}`;
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
