import type { BotSeed, CodeDelivery, Seed, UserSeed } from './seed.ts';
import { DEFAULT_DELIVERIES } from './seed.ts';
import { makePasswordRecord, type PasswordRecord } from './srp.ts';

interface CommonAccount {
  readonly id: number;
  readonly dcId: number;
  readonly firstName: string;
  readonly lastName: string | undefined;
  readonly username: string | undefined;
  deactivated: boolean;
}

export interface UserAccount extends CommonAccount {
  readonly kind: 'user';
  readonly phone: string;
  readonly code: string;
  readonly deliveries: readonly CodeDelivery[];
  readonly password: PasswordRecord | undefined;
  readonly passwordHint: string | undefined;
  readonly banned: boolean;
}

interface BotAccount extends CommonAccount {
  readonly kind: 'bot';
  readonly token: string;
  readonly tokenExpired: boolean;
}

export type Account = UserAccount | BotAccount;

const DEFAULT_DC_ID = 2;
export const DEFAULT_CODE = '12345';

export function phoneDigits(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}

/** Users by phone number, bots by token. */
export class Accounts {
  readonly #users = new Map<string, UserAccount>();
  readonly #bots = new Map<string, BotAccount>();
  readonly #apps = new Map<number, string>();
  #nextUserId = 700_000_001;

  add(seed: Seed): void {
    for (const user of seed.users ?? []) this.#addUser(user);
    for (const bot of seed.bots ?? []) this.#addBot(bot);
    for (const { apiId, apiHash } of seed.apps ?? []) this.#apps.set(apiId, apiHash);
  }

  userByPhone(phone: string): UserAccount | undefined {
    return this.#users.get(phoneDigits(phone));
  }

  botByToken(token: string): BotAccount | undefined {
    return this.#bots.get(token);
  }

  byId(id: number): Account | undefined {
    return [...this.#users.values(), ...this.#bots.values()].find((account) => account.id === id);
  }

  acceptsApp(apiId: number, apiHash: string): boolean {
    return this.#apps.size === 0 || this.#apps.get(apiId) === apiHash;
  }

  #addUser(seed: UserSeed): void {
    const phone = phoneDigits(seed.phone);
    this.#users.set(phone, {
      kind: 'user',
      id: seed.id ?? this.#users.get(phone)?.id ?? this.#nextUserId++,
      dcId: seed.dcId ?? DEFAULT_DC_ID,
      phone,
      firstName: seed.firstName,
      lastName: seed.lastName,
      username: seed.username,
      code: seed.code ?? DEFAULT_CODE,
      deliveries: seed.deliveries ?? DEFAULT_DELIVERIES,
      password: seed.password === undefined ? undefined : makePasswordRecord(seed.password),
      passwordHint: seed.passwordHint,
      banned: seed.banned ?? false,
      deactivated: seed.deactivated ?? false,
    });
  }

  #addBot(seed: BotSeed): void {
    this.#bots.set(seed.token, {
      kind: 'bot',
      id: Number.parseInt(seed.token, 10),
      dcId: seed.dcId ?? DEFAULT_DC_ID,
      token: seed.token,
      firstName: seed.firstName,
      lastName: undefined,
      username: seed.username,
      tokenExpired: seed.tokenExpired ?? false,
      deactivated: seed.deactivated ?? false,
    });
  }
}
