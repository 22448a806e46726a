import type { ErrorCode } from './error-codes.ts';

/** Who a session belongs to. `phone` is masked; the full number stays in main. */
export interface AccountInfo {
  id: string;
  name: string;
  username: string | null;
  maskedPhone: string | null;
  isBot: boolean;
  dcId: number;
}

/** Knowledge about the account behind a session. Never guessed from a network fault. `checkedAt`: epoch ms. */
export type AccountVerdict =
  | { kind: 'unknown' }
  | { kind: 'authorized'; checkedAt: number }
  | { kind: 'unauthorized'; reason: ErrorCode; checkedAt: number }
  | { kind: 'account-gone'; reason: ErrorCode; checkedAt: number };
