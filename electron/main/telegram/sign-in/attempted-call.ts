import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { OnNewKey, SignInConnection, TelegramResult } from '../telegram-gateway.ts';
import type { AttemptConnection } from './attempt-connection.ts';
import type { SessionSink } from './session-sink.ts';

/** After these Telegram may have carried the request out all the same; any other error is its refusal. */
const tellsNothing: ReadonlySet<ErrorCode> = new Set([
  'telegram-timeout',
  'telegram-unreachable',
  'telegram-server-error',
  'telegram-unexpected',
  'sign-in-cancelled',
]);

/** Knows whether Telegram may have accepted a key without this app having heard of it. */
export class AttemptedCall {
  /** The call that has not been answered for certain. */
  #open: object | null = null;

  constructor(
    private readonly sink: SessionSink,
    private readonly connection: AttemptConnection,
  ) {}

  get mayBeAccepted(): boolean {
    return this.#open !== null;
  }

  /** The call that may sign in, with its key kept before: its answer may never come. */
  anticipating<T>(call: (connection: SignInConnection, onNewKey: OnNewKey) => Promise<TelegramResult<T>>) {
    return async (connection: SignInConnection): Promise<TelegramResult<T>> => {
      const mine = {};
      this.#open = mine;
      const keep: OnNewKey = (key) => this.sink.offer(key);
      const key = connection.candidate();
      if (key) await keep(key);
      const answer = await call(connection, keep);
      const isCertain = answer.ok || !tellsNothing.has(answer.error.code);
      // A later call may be open, of which this answer says nothing.
      if (isCertain && this.#open === mine) this.#open = null;
      return answer;
    };
  }

  /** Ends the connection, and gives a key that may be accepted to the sink, which finds out what became of it. */
  async leave(): Promise<void> {
    const { mayBeAccepted } = this;
    this.#open = null;
    await this.connection.drop();
    if (mayBeAccepted) this.sink.leave();
    else await this.sink.withdraw();
  }
}
