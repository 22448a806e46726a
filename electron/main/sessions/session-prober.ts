import type { AccountInfo } from '../../../shared/accounts.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { TelegramErrorCode } from '../../../shared/error-words/telegram.ts';
import type { Result } from '../../../shared/result.ts';
import type { SessionData } from './session-string/index.ts';

/** Who a session belongs to. `phoneNumber` is complete, so it never leaves main. */
export interface SignedInAccount {
  info: AccountInfo;
  phoneNumber: string | null;
}

export type ProbeOutcome =
  | { kind: 'authorized'; account: SignedInAccount }
  | { kind: 'unauthorized'; reason: ErrorCode }
  | { kind: 'account-gone'; reason: ErrorCode };

export type ProbeErrorCode = TelegramErrorCode | 'sign-in-cancelled';

/** Asks Telegram whether a stored session is still good. An error says nothing about the session. */
export interface SessionProber {
  probe(
    namespace: string,
    session: SessionData,
    signal: AbortSignal,
  ): Promise<Result<ProbeOutcome, ProbeErrorCode>>;
}
