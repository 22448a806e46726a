import { fail, ok } from '../../../../shared/result.ts';
import type {
  Authorization,
  SendCodeOutcome,
  SignedIn,
  SignedInAccount,
  SignInConnection,
  SignInOutcome,
  TelegramResult,
} from '../telegram-gateway.ts';
import { botAccount, type FakeAccount, userAccount } from './synthetic-accounts.ts';

const rightCode = '12345';
const expiredCode = '00000';
const rightPassword = 'synthetic';

/** See FakeGateway for what it answers to what. */
export class FakeConnection implements SignInConnection {
  #phoneNumber = '';
  #account: FakeAccount | null = null;
  #closed = false;

  constructor(private readonly onSignedIn: (account: FakeAccount) => void) {}

  async sendCode(phoneNumber: string): Promise<TelegramResult<SendCodeOutcome>> {
    if (this.#closed) return fail('sign-in-cancelled');
    if (phoneNumber.endsWith('33')) return fail('phone-unoccupied');
    if (phoneNumber.endsWith('44')) return fail('flood-wait', undefined, 30);
    if (phoneNumber.endsWith('55')) return fail('phone-number-banned');
    return ok({
      kind: 'code-sent',
      phoneCodeHash: 'synthetic',
      delivery: 'app',
      length: rightCode.length,
      deliveryHint: null,
      nextDelivery: 'sms',
      resendAfterSeconds: 0,
    });
  }

  async resendCode(): Promise<TelegramResult<SendCodeOutcome>> {
    if (this.#closed) return fail('sign-in-cancelled');
    return ok({
      kind: 'code-sent',
      phoneCodeHash: 'synthetic',
      delivery: 'sms',
      length: rightCode.length,
      deliveryHint: null,
      nextDelivery: null,
      resendAfterSeconds: null,
    });
  }

  async signIn(
    phoneNumber: string,
    _phoneCodeHash: string,
    code: string,
  ): Promise<TelegramResult<SignInOutcome>> {
    if (this.#closed) return fail('sign-in-cancelled');
    if (code === expiredCode) return fail('code-expired');
    if (code !== rightCode) return fail('code-invalid');
    this.#phoneNumber = phoneNumber;
    if (phoneNumber.endsWith('22')) return ok({ kind: 'password-needed', hint: rightPassword });
    return ok(this.#signedIn(userAccount(phoneNumber)));
  }

  async checkPassword(password: string): Promise<TelegramResult<SignedIn>> {
    if (this.#closed) return fail('sign-in-cancelled');
    if (password !== rightPassword) return fail('password-invalid');
    return ok(this.#signedIn(userAccount(this.#phoneNumber)));
  }

  async importBotToken(token: string): Promise<TelegramResult<SignedIn>> {
    if (this.#closed) return fail('sign-in-cancelled');
    return ok(this.#signedIn(botAccount(token)));
  }

  async whoAmI(): Promise<TelegramResult<SignedInAccount>> {
    if (this.#closed) return fail('sign-in-cancelled');
    return ok(this.#signedInAccount().account);
  }

  authorization(): Authorization {
    const { authorization } = this.#signedInAccount();
    return { ...authorization, authKey: authorization.authKey.slice() };
  }

  candidate(): null {
    return null;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #signedIn(account: FakeAccount): SignedIn {
    this.#account = account;
    this.onSignedIn(account);
    return { kind: 'signed-in', account: account.account };
  }

  #signedInAccount(): FakeAccount {
    if (!this.#account) throw new Error('asked for the account before a sign-in');
    return this.#account;
  }
}
