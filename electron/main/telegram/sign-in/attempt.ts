import type { AccountInfo } from '../../../../shared/accounts.ts';
import type { SignInAction } from '../../../../shared/ipc.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import type { SignInActivity, SignInStep, SignInView } from '../../../../shared/sign-in.ts';
import type { Logger } from '../../logging/logger.ts';
import type {
  SentCode,
  SignedIn,
  SignInConnection,
  TelegramGateway,
  TelegramResult,
} from '../telegram-gateway.ts';
import { AttemptConnection } from './attempt-connection.ts';
import { AttemptScreen } from './attempt-screen.ts';
import { AttemptedCall } from './attempted-call.ts';
import { effectOf, entrance, withoutError } from './error-effect.ts';
import type { HandoverProgress, SessionSink } from './session-sink.ts';
import { readBotToken, readCode, readPhoneNumber } from './typed-input.ts';

type AttemptIdentity = Pick<SignInView, 'attemptId' | 'profileId' | 'namespace' | 'purpose'>;

export interface AttemptServices {
  gateway: TelegramGateway;
  /** Epoch ms. */
  now: () => number;
  logger: Logger;
}

export interface AttemptStart {
  identity: AttemptIdentity;
  /** Fills in the phone step and begins there; null begins with the choice of method. */
  knownPhoneNumber: string | null;
  sink: SessionSink;
}

type CodeStep = Extract<SignInStep, { kind: 'code' }>;
type StoringStep = Extract<SignInStep, { kind: 'storing' }>;

const isOver: ReadonlySet<SignInStep['kind']> = new Set(['storing', 'done', 'ended', 'failed']);

/** Why an action does not fit the step; what Telegram refuses is shown in the step itself. */
export type Refusal = 'step-mismatch' | 'flood-wait' | 'code-not-sent' | 'resend-not-yet';

const mismatch = fail('step-mismatch');

/**
 * One run of the wizard for one namespace. Until Telegram has accepted the sign-in, `back` and `close` abandon whatever
 * is under way; a key that Telegram may have accepted by then is left to the sink. Once accepted, the session exists at
 * Telegram, so it is brought to the sink whatever happens here.
 * Typed codes, passwords and tokens are passed on and not kept.
 */
export class SignInAttempt {
  readonly #connection: AttemptConnection;
  readonly #screen: AttemptScreen;
  readonly #signIn: AttemptedCall;
  /** E.164, or as typed where that is no number; null on the way of a bot token. */
  #phoneNumber: string | null;
  #phoneCodeHash = '';
  #running: Promise<unknown> = Promise.resolve();
  /** True once Telegram has accepted the sign-in. */
  #accepted = false;
  /** True once the session that was handed over is stored or gone: nothing here can change that. */
  #finished = false;
  #handedOver: StoringStep | null = null;
  #unfollow: () => void = () => {};
  #closed = false;
  /** Counts up whenever what is under way is abandoned: an answer for an earlier turn changes nothing. */
  #turn = 0;

  readonly identity: AttemptIdentity;
  readonly #sink: SessionSink;

  constructor(
    { identity, knownPhoneNumber, sink }: AttemptStart,
    private readonly services: AttemptServices,
    private readonly onChange: (view: SignInView) => void,
  ) {
    this.identity = identity;
    this.#sink = sink;
    this.#phoneNumber = knownPhoneNumber;
    this.#connection = new AttemptConnection(services.gateway, identity.namespace);
    this.#signIn = new AttemptedCall(sink, this.#connection);
    const first: SignInStep =
      knownPhoneNumber === null ? { kind: 'method', error: null } : entrance(knownPhoneNumber, null);
    this.#screen = new AttemptScreen(first, () => this.#changed());
  }

  view(): SignInView {
    const { step, activity, waitUntil } = this.#screen;
    return { ...this.identity, step, activity, waitUntil, canGoBack: this.#canGoBack() };
  }

  /** Whether the sign-in is over, so that another one may begin for the same namespace. */
  get isFinished(): boolean {
    return this.#finished;
  }

  /** Whether it is connected, or has still to be accepted; what it has handed over goes on without it. */
  get isSigningIn(): boolean {
    return this.#connection.isOpen || !isOver.has(this.#screen.step.kind);
  }

  /** Resolves when what the action started has ended; `onChange` tells what happens meanwhile. */
  async act(action: SignInAction): Promise<Result<SignInView, Refusal | 'attempt-gone'>> {
    if (this.#closed) return fail('attempt-gone');
    if (action.type === 'back') return this.#back();
    // A second click while the first is being answered is not an error.
    if (this.#screen.activity !== null) return ok(this.view());
    const running = this.#perform(action);
    this.#running = running;
    const performed = await running;
    return performed.ok ? ok(this.view()) : performed;
  }

  /** Resolves when nothing is under way any more; never rejects. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.#running]);
  }

  /** Ends the attempt. A session that Telegram has accepted still reaches the sink, before this resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    if (!this.#accepted) await this.#abandon();
    if (this.#accepted) await this.idle();
    this.#unfollow();
  }

  #canGoBack(): boolean {
    return !this.#accepted && this.#screen.step.kind !== 'method';
  }

  #changed(): void {
    if (this.#closed) return;
    const { attemptId, namespace } = this.identity;
    const { step, activity } = this.#screen;
    const error = 'error' in step ? step.error?.code : undefined;
    this.services.logger.info('sign-in.step', { attemptId, namespace, step: step.kind, activity, error });
    this.onChange(this.view());
  }

  async #back(): Promise<Result<SignInView, 'step-mismatch'>> {
    if (!this.#canGoBack()) return mismatch;
    const { kind } = this.#screen.step;
    const toEntrance = kind === 'code' || kind === 'password' || kind === 'failed';
    const error: AppError | null = this.#signIn.mayBeAccepted ? { code: 'sign-in-left' } : null;
    const abandoned = this.#abandon();
    this.#screen.moveTo(toEntrance ? entrance(this.#phoneNumber, error) : { kind: 'method', error });
    await abandoned;
    return ok(this.view());
  }

  async #abandon(): Promise<void> {
    this.#turn += 1;
    await this.#signIn.leave();
  }

  async #perform(action: Exclude<SignInAction, { type: 'back' }>): Promise<Result<null, Refusal>> {
    if (action.type === 'retry') return this.#retry();
    const { step, waitUntil } = this.#screen;
    const restMs = (waitUntil ?? 0) - this.services.now();
    if (restMs > 0) return fail('flood-wait', undefined, Math.ceil(restMs / 1000));
    switch (action.type) {
      case 'choose-method':
        return step.kind === 'method' ? this.#chooseMethod(action.method) : mismatch;
      case 'submit-phone':
        return step.kind === 'phone' ? this.#submitPhone(action.phoneNumber) : mismatch;
      case 'submit-code':
        return step.kind === 'code' ? this.#submitCode(action.code, step) : mismatch;
      case 'resend-code':
        return step.kind === 'code' ? this.#resendCode(step) : mismatch;
      case 'submit-password':
        return step.kind === 'password' ? this.#submitPassword(action.password) : mismatch;
      case 'submit-bot-token':
        return step.kind === 'bot-token' ? this.#submitBotToken(action.token) : mismatch;
    }
  }

  async #retry(): Promise<Result<null, Refusal>> {
    const { step } = this.#screen;
    if (step.kind === 'storing') {
      await this.#sink.store();
      return ok(null);
    }
    if (step.kind === 'phone' && step.error) {
      return this.#perform({ type: 'submit-phone', phoneNumber: step.phoneNumber });
    }
    const next = step.kind === 'failed' ? entrance(this.#phoneNumber, null) : withoutError(step);
    if (!next) return mismatch;
    this.#screen.moveTo(next, this.#screen.waitUntil);
    return ok(null);
  }

  #chooseMethod(method: 'phone' | 'bot-token'): Result<null, never> {
    this.#screen.moveTo(entrance(method === 'phone' ? (this.#phoneNumber ?? '') : null, null));
    return ok(null);
  }

  async #submitPhone(typed: string): Promise<Result<null, never>> {
    const phoneNumber = readPhoneNumber(typed);
    this.#phoneNumber = phoneNumber.ok ? phoneNumber.value : typed;
    this.#screen.step = entrance(this.#phoneNumber, null);
    if (phoneNumber.ok) await this.#requestCode(phoneNumber.value);
    else await this.#refuse(phoneNumber.error);
    return ok(null);
  }

  async #requestCode(phoneNumber: string): Promise<void> {
    await this.#ask('requesting-code', (connection) => connection.sendCode(phoneNumber), this.#codeSent);
  }

  readonly #codeSent = async (sent: SentCode | SignedIn, connection: SignInConnection): Promise<void> => {
    if (sent.kind === 'signed-in') return this.#finish(sent, connection);
    const { kind, phoneCodeHash, resendAfterSeconds, ...shown } = sent;
    this.#phoneCodeHash = phoneCodeHash;
    const sentAt = this.services.now();
    const resendAt = resendAfterSeconds === null ? null : sentAt + resendAfterSeconds * 1000;
    this.#screen.moveTo({
      kind: 'code',
      phoneNumber: this.#phoneNumber ?? '',
      ...shown,
      sentAt,
      resendAt,
      error: null,
    });
  };

  async #resendCode({
    nextDelivery,
    resendAt,
    phoneNumber,
    error,
  }: CodeStep): Promise<Result<null, Refusal>> {
    const restMs = (resendAt ?? 0) - this.services.now();
    if (nextDelivery === null) return fail('code-not-sent');
    if (restMs > 0) return fail('resend-not-yet', undefined, Math.ceil(restMs / 1000));
    const hash = this.#phoneCodeHash;
    // The hash expires with its code: auth.resendCode would be refused with PHONE_CODE_EXPIRED too.
    if (error?.code === 'code-expired') await this.#requestCode(phoneNumber);
    else await this.#ask('requesting-code', (link) => link.resendCode(phoneNumber, hash), this.#codeSent);
    return ok(null);
  }

  async #submitCode(
    typed: string,
    { delivery, length, phoneNumber }: CodeStep,
  ): Promise<Result<null, never>> {
    const code = readCode(typed, delivery, length);
    if (!code.ok) return this.#refuse(code.error);
    const hash = this.#phoneCodeHash;
    await this.#ask(
      'checking-code',
      this.#signIn.anticipating((connection) => connection.signIn(phoneNumber, hash, code.value)),
      async (outcome, connection) => {
        if (outcome.kind === 'signed-in') await this.#finish(outcome, connection);
        else this.#screen.moveTo({ kind: 'password', hint: outcome.hint, error: null });
      },
    );
    return ok(null);
  }

  async #submitPassword(password: string): Promise<Result<null, never>> {
    if (password === '') return this.#refuse({ code: 'password-empty' });
    await this.#ask(
      'checking-password',
      this.#signIn.anticipating((connection) => connection.checkPassword(password)),
      this.#finish,
    );
    return ok(null);
  }

  async #submitBotToken(typed: string): Promise<Result<null, never>> {
    this.#phoneNumber = null;
    const token = readBotToken(typed);
    if (!token.ok) return this.#refuse(token.error);
    await this.#ask(
      'checking-token',
      this.#signIn.anticipating((connection, onNewKey) => connection.importBotToken(token.value, onNewKey)),
      this.#finish,
    );
    return ok(null);
  }

  /**
   * Asks Telegram and goes on with the answer. Where the attempt has moved on meanwhile the answer changes nothing, but
   * for one that a session exists now.
   */
  async #ask<T extends { kind: string }>(
    activity: SignInActivity,
    call: (connection: SignInConnection) => Promise<TelegramResult<T>>,
    proceed: (value: T, connection: SignInConnection) => Promise<void>,
  ): Promise<void> {
    const turn = this.#turn;
    const isCurrent = () => turn === this.#turn;
    try {
      this.#screen.work(this.#connection.isOpen ? activity : 'connecting');
      const connected = await this.#connection.open();
      if (!isCurrent()) return;
      if (!connected.ok) return void (await this.#refuse(connected.error));
      this.#screen.work(activity);
      const answer = await call(connected.value);
      const isSignedIn = answer.ok && answer.value.kind === 'signed-in';
      if (!isCurrent() && !isSignedIn) return;
      if (!answer.ok) return void (await this.#refuse(answer.error));
      await proceed(answer.value, connected.value);
    } catch (bug) {
      if (isCurrent()) this.#screen.rest();
      throw bug;
    }
  }

  /** Shows in the step what was refused; the action is carried out with that. */
  async #refuse(error: AppError): Promise<Result<null, never>> {
    const now = this.services.now();
    const { step, dropConnection } = effectOf(error, this.#screen.step, this.#phoneNumber, now);
    const { retryAfterSeconds } = error;
    this.#screen.moveTo(step, retryAfterSeconds === undefined ? null : now + retryAfterSeconds * 1000);
    if (dropConnection) await this.#signIn.leave();
    return ok(null);
  }

  /**
   * Closes the connection for good before the session is stored: whoever reads the store connects with the same key,
   * and two connections at once end it (AUTH_KEY_DUPLICATED).
   */
  readonly #finish = async (signedIn: SignedIn, connection: SignInConnection): Promise<void> => {
    this.#accepted = true;
    const authorization = connection.authorization();
    // From here on the session exists at Telegram, so nothing is awaited before it is safe on this computer.
    this.#unfollow = this.#sink.onProgress((progress) => this.#follow(progress));
    const fingerprint = await this.#sink.accept(authorization, signedIn.account);
    const storing = (account: AccountInfo): StoringStep => {
      return { kind: 'storing', account, fingerprint, error: null };
    };
    this.#handedOver = storing(signedIn.account.info);
    const asked = await connection.whoAmI();
    await this.#connection.drop();
    if (this.#finished) return;
    if (asked.ok) this.#handedOver = storing(asked.value.info);
    this.#screen.work('storing', this.#handedOver);
    await this.#sink.release(asked.ok ? asked.value : null);
  };

  /** The session is stored, or given up, by whoever looks after it: the screen says so, whatever it was doing. */
  #follow(progress: HandoverProgress): void {
    const storing = this.#handedOver;
    if (progress.kind === 'ended') {
      this.#end({ kind: 'ended', error: progress.error });
      return;
    }
    if (!storing) return;
    const { account, fingerprint } = storing;
    if (progress.kind === 'stored') {
      const storedAt = this.services.now();
      this.#end({ kind: 'done', account, fingerprint, uri: progress.uri, storedAt });
      return;
    }
    const { running, error } = progress;
    if (running) this.#showStoring(running === 'writing' ? 'storing' : 'verifying', storing);
    else if (error) this.#screen.moveTo({ ...storing, error });
  }

  #end(end: SignInStep): void {
    this.#finished = true;
    this.#unfollow();
    this.#screen.moveTo(end);
  }

  #showStoring(activity: SignInActivity, storing: StoringStep): void {
    if (this.#screen.activity !== activity) this.#screen.work(activity, storing);
  }
}
