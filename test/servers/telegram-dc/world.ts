import { randomBytes } from 'node:crypto';
import { type Account, Accounts } from './accounts.ts';
import { type AuthKey, AuthKeys } from './auth-keys.ts';
import { LoginCodes } from './login-codes.ts';
import { LoginTokens } from './login-tokens.ts';
import type { TlObject } from './tl.ts';

/** A connection on which an auth key has been used. */
export interface LiveSession {
  readonly key: AuthKey;
  push(update: TlObject): void;
}

/** Everything the data centres share. */
export class World {
  readonly accounts = new Accounts();
  readonly keys = new AuthKeys();
  readonly codes = new LoginCodes();
  readonly tokens = new LoginTokens();
  /** The open connections that carried a call, newest last. */
  readonly liveSessions = new Set<LiveSession>();
  /** Kill a key that is used on two open connections, as Telegram does (406 AUTH_KEY_DUPLICATED). */
  detectDuplicates = false;
  readonly #exported = new Map<string, Account>();

  noteUse(session: LiveSession): void {
    this.liveSessions.add(session);
    if (this.detectDuplicates && this.#sessionsOf(session.key).length > 1) session.key.duplicated = true;
  }

  push(key: AuthKey, update: TlObject): void {
    for (const session of this.#sessionsOf(key)) session.push(update);
  }

  /** For `auth.exportAuthorization`: good once, on any data centre. */
  exportAuthorization(account: Account): Buffer {
    const bytes = randomBytes(32);
    this.#exported.set(bytes.toString('hex'), account);
    return bytes;
  }

  importAuthorization(id: number, bytes: Buffer): Account | undefined {
    const account = this.#exported.get(bytes.toString('hex'));
    if (account?.id !== id) return undefined;
    this.#exported.delete(bytes.toString('hex'));
    return account;
  }

  #sessionsOf(key: AuthKey): LiveSession[] {
    return [...this.liveSessions].filter((session) => session.key === key);
  }
}
