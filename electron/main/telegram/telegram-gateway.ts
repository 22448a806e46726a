import type { AccountInfo } from '../../../shared/accounts.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { TelegramErrorCode } from '../../../shared/error-words/telegram.ts';
import type { AppError, Result } from '../../../shared/result.ts';
import type { CodeDelivery } from '../../../shared/sign-in.ts';

/** Failure of a call: Telegram's own, one of the way to it, or the end of whoever asked. */
export type TelegramError = AppError<TelegramErrorCode | 'sign-in-cancelled'>;

export type TelegramResult<T> = Result<T, TelegramError['code']>;

/** The parts of a session. `authKey` has 256 bytes and is the secret. */
export interface Authorization {
  dcId: number;
  address: string;
  port: number;
  authKey: Uint8Array;
}

export interface TelegramCredentials {
  apiId: number;
  apiHash: string;
}

/** Who signed in. `phoneNumber` is complete, so it never leaves main. */
export interface SignedInAccount {
  info: AccountInfo;
  phoneNumber: string | null;
}

export interface SentCode {
  kind: 'code-sent';
  phoneCodeHash: string;
  delivery: CodeDelivery;
  length: number | null;
  deliveryHint: string | null;
  nextDelivery: CodeDelivery | null;
  /** Seconds until `auth.resendCode` may be asked. */
  resendAfterSeconds: number | null;
}

/** `account` is what `auth.authorization` itself says; `whoAmI` is the better answer. */
export interface SignedIn {
  kind: 'signed-in';
  account: SignedInAccount;
}

export type SendCodeOutcome = SentCode | SignedIn;
export type SignInOutcome = SignedIn | { kind: 'password-needed'; hint: string | null };

/** The result of a check. Only a listed Telegram error makes a session unauthorized; a fault never does. */
export type ProbeOutcome =
  | { kind: 'authorized'; account: SignedInAccount }
  | { kind: 'unauthorized'; reason: ErrorCode }
  | { kind: 'account-gone'; reason: ErrorCode };

/**
 * Awaited if Telegram names another data centre, before the request is sent there with a key that was made during
 * the call.
 */
export type OnNewKey = (key: Authorization) => Promise<void>;

/**
 * One connection to Telegram for one sign-in. Every call has a time-out of its own. A lost link is dialled again by
 * the next call, with the same auth key, so that a code that was sent stays good. After `close()` it never dials
 * again and pending calls fail with `sign-in-cancelled`.
 */
export interface SignInConnection {
  /** `auth.sendCode` */
  sendCode(phoneNumber: string): Promise<TelegramResult<SendCodeOutcome>>;
  /** `auth.resendCode` */
  resendCode(phoneNumber: string, phoneCodeHash: string): Promise<TelegramResult<SendCodeOutcome>>;
  /** `auth.signIn` */
  signIn(phoneNumber: string, phoneCodeHash: string, code: string): Promise<TelegramResult<SignInOutcome>>;
  /** `account.getPassword` and `auth.checkPassword`; stale SRP parameters are fetched again once. */
  checkPassword(password: string): Promise<TelegramResult<SignedIn>>;
  /** `auth.importBotAuthorization` */
  importBotToken(token: string, onNewKey?: OnNewKey): Promise<TelegramResult<SignedIn>>;
  /** `users.getUsers` with `inputUserSelf`, asked once when signed in. */
  whoAmI(): Promise<TelegramResult<SignedInAccount>>;
  /** A copy of the signed-in authorization, never a live reference. */
  authorization(): Authorization;
  /** A copy of the key that a sign-in would authorize; null if there is none before. */
  candidate(): Authorization | null;
  close(): Promise<void>;
}

export interface TelegramGateway {
  /** Connects without a session. `namespace` becomes part of the device model that the account's owner sees. */
  connect(namespace: string, signal: AbortSignal): Promise<TelegramResult<SignInConnection>>;
  /**
   * Connects with a stored session and asks who it is. Two simultaneous connections end a session for good, so
   * this is only called when the operator has confirmed that the connector is stopped.
   */
  probe(
    namespace: string,
    authorization: Authorization,
    signal: AbortSignal,
  ): Promise<TelegramResult<ProbeOutcome>>;
  /** `help.getConfig` over a connection of its own, without any session: whether Telegram takes the API ID. */
  checkApiId(signal: AbortSignal): Promise<TelegramResult<null>>;
}
