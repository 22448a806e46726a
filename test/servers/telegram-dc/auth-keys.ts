import { randomBytes } from 'node:crypto';
import type { Account, UserAccount } from './accounts.ts';
import { sha1, sha256 } from './crypto.ts';
import type { SrpChallenge } from './srp.ts';

/** A client's description of itself in `initConnection`. */
export interface ClientInfo {
  apiId: number;
  deviceModel: string;
  systemVersion: string;
  appVersion: string;
  langCode: string;
  layer: number;
}

interface Authorization {
  readonly hash: bigint;
  readonly account: Account;
  readonly createdAtSeconds: number;
}

/** Why an authorization is no longer accepted: the message of the 401 that calls then get. */
export type RevokedReason =
  | 'AUTH_KEY_UNREGISTERED'
  | 'AUTH_KEY_INVALID'
  | 'SESSION_REVOKED'
  | 'SESSION_EXPIRED';

/** One key as one data centre knows it. */
export interface AuthKey {
  readonly id: string;
  readonly key: Buffer;
  readonly dcId: number;
  /** First 8 hex digits of SHA-256. */
  readonly fingerprint: string;
  readonly salt: bigint;
  client: ClientInfo | undefined;
  authorization: Authorization | undefined;
  revokedReason: RevokedReason;
  duplicated: boolean;
  /** Whose password would finish the sign-in that this key began. */
  passwordAwaitedFrom: UserAccount | undefined;
  challenge: SrpChallenge | undefined;
}

export function keyFingerprint(key: Buffer): string {
  return sha256(key).toString('hex').slice(0, 8);
}

/** All keys of all data centres; each data centre knows only its own. */
export class AuthKeys {
  readonly #byPlace = new Map<string, AuthKey>();
  #noticedKeys = new Set<AuthKey>();

  add(dcId: number, key: Buffer, salt: bigint): AuthKey {
    const added: AuthKey = {
      id: sha1(key).subarray(12).toString('hex'),
      key,
      dcId,
      fingerprint: keyFingerprint(key),
      salt,
      client: undefined,
      authorization: undefined,
      revokedReason: 'AUTH_KEY_UNREGISTERED',
      duplicated: false,
      passwordAwaitedFrom: undefined,
      challenge: undefined,
    };
    this.#byPlace.set(`${dcId}/${added.id}`, added);
    this.#noticedKeys.add(added);
    return added;
  }

  find(dcId: number, id: string): AuthKey | undefined {
    const found = this.#byPlace.get(`${dcId}/${id}`);
    if (found) this.#noticedKeys.add(found);
    return found;
  }

  /** Every key that was made or used since `forgetNoticed`. */
  noticed(): AuthKey[] {
    return [...this.#noticedKeys];
  }

  forgetNoticed(): void {
    this.#noticedKeys = new Set();
  }

  all(): AuthKey[] {
    return [...this.#byPlace.values()];
  }

  withFingerprint(fingerprint: string): AuthKey[] {
    return this.all().filter((key) => key.fingerprint === fingerprint);
  }

  authorizedFor(account: Account): AuthKey[] {
    return this.all().filter((key) => key.authorization?.account.id === account.id);
  }

  forget(key: AuthKey): void {
    this.#byPlace.delete(`${key.dcId}/${key.id}`);
  }

  /** A fresh key that a client never exchanged, signed in as `account`. */
  mint(account: Account, createdAtSeconds: number): AuthKey {
    const key = randomBytes(256);
    key[0] = 1;
    const minted = this.add(account.dcId, key, randomBytes(8).readBigInt64LE());
    authorize(minted, account, createdAtSeconds);
    return minted;
  }
}

export function authorize(key: AuthKey, account: Account, createdAtSeconds: number): void {
  key.authorization = { hash: randomBytes(8).readBigInt64LE(), account, createdAtSeconds };
  key.passwordAwaitedFrom = undefined;
  key.challenge = undefined;
  key.revokedReason = 'AUTH_KEY_UNREGISTERED';
}

export function revoke(key: AuthKey, reason: RevokedReason): void {
  key.authorization = undefined;
  key.revokedReason = reason;
}
