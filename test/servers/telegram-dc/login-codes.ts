import { randomBytes } from 'node:crypto';
import { DEFAULT_CODE, phoneDigits, type UserAccount } from './accounts.ts';
import { type CodeDelivery, DEFAULT_DELIVERIES } from './seed.ts';

/** A code that was sent, under its `phone_code_hash`. */
export interface SentLoginCode {
  readonly hash: string;
  readonly phone: string;
  readonly account: UserAccount | undefined;
  readonly code: string;
  /** How many times it was sent; the deliveries of the account are used in turn. */
  sentTimes: number;
}

export class LoginCodes {
  readonly #byHash = new Map<string, SentLoginCode>();

  start(phone: string, account: UserAccount | undefined): SentLoginCode {
    const sent: SentLoginCode = {
      hash: randomBytes(9).toString('hex'),
      phone: phoneDigits(phone),
      account,
      code: account?.code ?? DEFAULT_CODE,
      sentTimes: 1,
    };
    this.#byHash.set(sent.hash, sent);
    return sent;
  }

  /** The code that is still good for this number and hash. */
  find(phone: string, hash: string): SentLoginCode | undefined {
    const sent = this.#byHash.get(hash);
    return sent?.phone === phoneDigits(phone) ? sent : undefined;
  }

  discard(sent: SentLoginCode): void {
    this.#byHash.delete(sent.hash);
  }

  discardFor(phone: string): void {
    for (const sent of this.#byHash.values()) if (sent.phone === phoneDigits(phone)) this.discard(sent);
  }
}

/** Where the latest sending went, or `undefined` if no way is left. */
export function currentDelivery(sent: SentLoginCode): CodeDelivery | undefined {
  return (sent.account?.deliveries ?? DEFAULT_DELIVERIES)[sent.sentTimes - 1];
}
