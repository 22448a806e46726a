import { fail, ok } from '../../../../shared/result.ts';
import type {
  Authorization,
  OnNewKey,
  SendCodeOutcome,
  SignedIn,
  SignedInAccount,
  SignInConnection,
  SignInOutcome,
  TelegramCredentials,
  TelegramResult,
} from '../telegram-gateway.ts';
import { readSelf, selfRequest, signedInAccount } from './account.ts';
import { Api, returnBigInt } from './library.ts';
import type { Answer, RequestFor } from './link.ts';
import type { RpcChannel } from './rpc-channel.ts';
import { readSentCode } from './sent-code.ts';
import type { ComputeSrp } from './srp.ts';

interface GramjsConnectionOptions {
  credentials: TelegramCredentials;
  computeSrp: ComputeSrp;
}

/** Raw calls only: gramjs's own sign-in drops where the code went, swallows errors and cannot be cancelled. */
export class GramjsConnection implements SignInConnection {
  readonly #closed = new AbortController();
  /** A request that may have signed in got no answer. */
  #answerLost = false;

  constructor(
    private readonly channel: RpcChannel,
    private readonly options: GramjsConnectionOptions,
  ) {}

  async sendCode(phoneNumber: string): Promise<TelegramResult<SendCodeOutcome>> {
    const settings = new Api.CodeSettings({});
    const { credentials } = this.options;
    const request = new Api.auth.SendCode({ phoneNumber, ...credentials, settings });
    return this.#readSent(await this.channel.invoke(request));
  }

  async resendCode(phoneNumber: string, phoneCodeHash: string): Promise<TelegramResult<SendCodeOutcome>> {
    return this.#readSent(await this.channel.invoke(new Api.auth.ResendCode({ phoneNumber, phoneCodeHash })));
  }

  async signIn(
    phoneNumber: string,
    phoneCodeHash: string,
    code: string,
  ): Promise<TelegramResult<SignInOutcome>> {
    const request = new Api.auth.SignIn({ phoneNumber, phoneCodeHash, phoneCode: code });
    const send = async (): Promise<TelegramResult<SignInOutcome>> => {
      const answer = await this.#invokeSignIn(request);
      if (isRefusal(answer, 'SESSION_PASSWORD_NEEDED')) return ok(await this.#passwordStep());
      return this.#readAuthorization(answer);
    };
    return this.#once(send, async () => {
      const step = await this.#passwordStep();
      return step.isAwaited ? ok(step) : send();
    });
  }

  async checkPassword(password: string): Promise<TelegramResult<SignedIn>> {
    const send = async (): Promise<TelegramResult<SignedIn>> => {
      const first = await this.#tryPassword(password);
      const isStale = first.ok && isRefusal(first.value, 'SRP_ID_INVALID');
      const answer = isStale ? await this.#tryPassword(password) : first;
      return answer.ok ? this.#readAuthorization(answer.value) : answer;
    };
    return this.#once(send, send);
  }

  async importBotToken(token: string, onNewKey?: OnNewKey): Promise<TelegramResult<SignedIn>> {
    const { apiId, apiHash } = this.options.credentials;
    const request = new Api.auth.ImportBotAuthorization({ flags: 0, apiId, apiHash, botAuthToken: token });
    const send = async () => this.#readAuthorization(await this.#invokeSignIn(request, onNewKey));
    return this.#once(send, send);
  }

  async whoAmI(): Promise<TelegramResult<SignedInAccount>> {
    return readSelf(await this.channel.invoke(selfRequest()), this.channel.dcId);
  }

  authorization(): Authorization {
    return this.channel.authorization();
  }

  candidate(): Authorization {
    return this.channel.authorization();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.channel.close();
  }

  #readSent(answer: Answer<Api.auth.TypeSentCode>): TelegramResult<SendCodeOutcome> {
    if (answer.kind !== 'value') return { ok: false, error: answer.error };
    const sent = answer.value;
    if (sent.className === 'auth.SentCode') return readSentCode(sent);
    return this.#readAuthorization({ kind: 'value', value: sent.authorization });
  }

  #readAuthorization(answer: Answer<Api.auth.TypeAuthorization>): TelegramResult<SignedIn> {
    if (answer.kind !== 'value') return { ok: false, error: answer.error };
    const authorization = answer.value;
    if (authorization.className === 'auth.AuthorizationSignUpRequired') return fail('phone-unoccupied');
    return ok({ kind: 'signed-in', account: signedInAccount(authorization.user, this.channel.dcId) });
  }

  async #invokeSignIn(
    request: RequestFor<Api.auth.TypeAuthorization>,
    onNewKey?: OnNewKey,
  ): Promise<Answer<Api.auth.TypeAuthorization>> {
    const answer = await this.channel.invoke(request, onNewKey);
    this.#answerLost = answer.kind === 'fault' && answer.sent;
    return answer;
  }

  /**
   * A sign-in whose answer was lost may have worked, and then the code is used up: asks who is signed in before
   * anything is sent again, at once when the link was cut, with the operator's next try after a time-out.
   */
  async #once<T>(
    send: () => Promise<TelegramResult<T>>,
    sendAgain: () => Promise<TelegramResult<T>>,
  ): Promise<TelegramResult<T | SignedIn>> {
    if (!this.#answerLost) {
      const result = await send();
      const wasCut = !result.ok && result.error.code === 'telegram-unreachable';
      if (!this.#answerLost || !wasCut) return result;
    }
    const self = await this.channel.invoke(selfRequest());
    if (self.kind === 'fault') return { ok: false, error: self.error };
    this.#answerLost = false;
    const account = readSelf(self, this.channel.dcId);
    return account.ok ? ok({ kind: 'signed-in', account: account.value }) : sendAgain();
  }

  /** `isAwaited`: whether Telegram waits for the password of a sign-in that was begun with this key. */
  async #passwordStep(): Promise<{ kind: 'password-needed'; hint: string | null; isAwaited: boolean }> {
    const answer = await this.channel.invoke(new Api.account.GetPassword());
    const parameters = answer.kind === 'value' ? answer.value : null;
    const isAwaited = parameters?.hasPassword === true;
    return { kind: 'password-needed', hint: parameters?.hint ?? null, isAwaited };
  }

  async #tryPassword(password: string): Promise<TelegramResult<Answer<Api.auth.TypeAuthorization>>> {
    const answer = await this.channel.invoke(new Api.account.GetPassword());
    if (answer.kind !== 'value') return { ok: false, error: answer.error };
    const question = { parameters: answer.value.getBytes(), password };
    const proof = await this.options.computeSrp(question, this.#closed.signal);
    if (!proof.ok) return proof;
    const { srpId, a, m1 } = proof.value;
    const check = { srpId: returnBigInt(srpId), A: Buffer.from(a), M1: Buffer.from(m1) };
    const request = new Api.auth.CheckPassword({ password: new Api.InputCheckPasswordSRP(check) });
    return ok(await this.#invokeSignIn(request));
  }
}

function isRefusal(answer: Answer<unknown>, name: string): boolean {
  return answer.kind === 'refused' && answer.failure.errorMessage === name;
}
