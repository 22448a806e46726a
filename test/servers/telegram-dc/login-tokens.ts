import { randomBytes } from 'node:crypto';
import type { UserAccount } from './accounts.ts';
import type { AuthKey } from './auth-keys.ts';

/** A QR code on a screen (core.telegram.org/api/qr-login). */
export interface LoginToken {
  readonly token: Buffer;
  readonly requestedBy: AuthKey;
  readonly expiresAtMs: number;
  acceptedBy: UserAccount | undefined;
}

export class LoginTokens {
  readonly #byToken = new Map<string, LoginToken>();
  /** Telegram's is about 30 seconds. */
  lifetimeSeconds = 30;

  issue(requestedBy: AuthKey): LoginToken {
    const issued: LoginToken = {
      token: randomBytes(32),
      requestedBy,
      expiresAtMs: Date.now() + this.lifetimeSeconds * 1000,
      acceptedBy: undefined,
    };
    this.#byToken.set(issued.token.toString('hex'), issued);
    return issued;
  }

  find(token: Buffer): LoginToken | undefined {
    return this.#byToken.get(token.toString('hex'));
  }

  acceptedFor(key: AuthKey): LoginToken | undefined {
    return [...this.#byToken.values()].find(
      ({ requestedBy, acceptedBy }) => requestedBy === key && acceptedBy !== undefined,
    );
  }

  discard(token: LoginToken): void {
    this.#byToken.delete(token.token.toString('hex'));
  }
}
