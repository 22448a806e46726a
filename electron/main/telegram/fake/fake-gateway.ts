import { fail, ok } from '../../../../shared/result.ts';
import type {
  Authorization,
  ProbeOutcome,
  SignInConnection,
  TelegramGateway,
  TelegramResult,
} from '../telegram-gateway.ts';
import { FakeConnection } from './fake-connection.ts';
import type { FakeAccount } from './synthetic-accounts.ts';

/**
 * The gateway of `API_ID=0`: synthetic accounts and no network, like the connector's own FakeClient. The same input
 * gives the same answer and the same session every time.
 *
 * - Every phone number is an account; the code is `12345` and arrives "in the app", a second one "by SMS" at once.
 * - Numbers ending in 22 have two-step verification: the password is `synthetic`.
 * - Numbers ending in 33 have no account, in 44 must wait 30 s, in 55 are banned. Code `00000` has expired.
 * - Every well-formed bot token is accepted.
 * - `probe` knows the sessions that this gateway has signed in; any other is unregistered.
 *
 * Its sessions carry an address of RFC 5737 (192.0.2.0/24, for documentation), so that nothing can dial Telegram
 * with one.
 */
export class FakeGateway implements TelegramGateway {
  readonly #signedIn = new Map<string, FakeAccount>();

  async connect(_namespace: string, signal: AbortSignal): Promise<TelegramResult<SignInConnection>> {
    if (signal.aborted) return fail('sign-in-cancelled');
    return ok(
      new FakeConnection((account) => {
        this.#signedIn.set(keyText(account.authorization), account);
      }),
    );
  }

  async probe(
    _namespace: string,
    authorization: Authorization,
    signal: AbortSignal,
  ): Promise<TelegramResult<ProbeOutcome>> {
    if (signal.aborted) return fail('sign-in-cancelled');
    const account = this.#signedIn.get(keyText(authorization));
    return ok(
      account
        ? { kind: 'authorized', account: account.account }
        : { kind: 'unauthorized', reason: 'session-unregistered' },
    );
  }

  async checkApiId(): Promise<TelegramResult<null>> {
    return ok(null);
  }
}

function keyText({ authKey }: Authorization): string {
  return Buffer.from(authKey).toString('hex');
}
