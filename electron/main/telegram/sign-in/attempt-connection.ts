import { fail, ok } from '../../../../shared/result.ts';
import type { SignInConnection, TelegramGateway, TelegramResult } from '../telegram-gateway.ts';

/** The one connection an attempt has at a time; made when it is first needed. */
export class AttemptConnection {
  #open: SignInConnection | null = null;
  #dialling = new AbortController();

  constructor(
    private readonly gateway: TelegramGateway,
    private readonly namespace: string,
  ) {}

  get isOpen(): boolean {
    return this.#open !== null;
  }

  async open(): Promise<TelegramResult<SignInConnection>> {
    if (this.#open) return ok(this.#open);
    const { signal } = this.#dialling;
    const connected = await this.gateway.connect(this.namespace, signal);
    if (!signal.aborted) {
      if (connected.ok) this.#open = connected.value;
      return connected;
    }
    if (connected.ok) await connected.value.close();
    return fail('sign-in-cancelled');
  }

  /** Closes what is open and gives up what is being dialled; the next `open` makes a fresh connection. */
  async drop(): Promise<void> {
    this.#dialling.abort();
    this.#dialling = new AbortController();
    const connection = this.#open;
    this.#open = null;
    await connection?.close();
  }
}
