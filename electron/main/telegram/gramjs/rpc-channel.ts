import { type Failure, fail, ok } from '../../../../shared/result.ts';
import type { Authorization, OnNewKey, TelegramResult } from '../telegram-gateway.ts';
import { type Answer, Link, type LinkOptions, type LinkTarget, type RequestFor } from './link.ts';

export interface RpcChannelOptions extends LinkOptions {
  /** Null for an id that Telegram does not have. */
  canonicalDataCentre: (dcId: number) => { address: string; port: number } | null;
}

/** PHONE_MIGRATE_n, then perhaps NETWORK_MIGRATE_n; more would be a circle. */
const maxMoves = 3;

/**
 * Requests to Telegram under one identity: moves to the data centre that Telegram names, and dials again, with the
 * same auth key, when a call finds that the link is gone. Never two links at once.
 */
export class RpcChannel {
  readonly #closed = new AbortController();
  #target: LinkTarget;
  #link: Link | null = null;

  private constructor(
    private readonly options: RpcChannelOptions,
    start: LinkTarget,
  ) {
    this.#target = start;
  }

  /** @param start an authorization to use, or the data centre to make a new key at */
  static async open(
    options: RpcChannelOptions,
    start: Authorization | { dcId: number },
    signal: AbortSignal,
  ): Promise<TelegramResult<RpcChannel>> {
    const place = options.canonicalDataCentre(start.dcId);
    if (!place) return unknownDataCentre(start.dcId);
    // The id is the truth: gramjs strings name hosts that only a browser can use.
    const target = { authKey: null, ...start, ...place };
    const channel = new RpcChannel(options, target);
    const onAbort = () => channel.close();
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    const linked = await channel.#linked();
    signal.removeEventListener('abort', onAbort);
    return linked.ok ? ok(channel) : linked;
  }

  get dcId(): number {
    return this.#target.dcId;
  }

  async invoke<R>(request: RequestFor<R>, onNewKey?: OnNewKey): Promise<Answer<R>> {
    let answer = await this.#invokeHere(request);
    for (let moves = 0; moves < maxMoves; moves += 1) {
      const dcId = answer.kind === 'refused' ? answer.failure.migrateTo : undefined;
      if (dcId === undefined) return answer;
      const moved = this.#moveTo(dcId);
      if (!moved.ok) return { kind: 'fault', error: moved.error, sent: false };
      if (onNewKey && (await this.#linked()).ok) await onNewKey(this.authorization());
      answer = await this.#invokeHere(request);
    }
    return answer;
  }

  /** A copy, with the data centre's canonical address. */
  authorization(): Authorization {
    const { dcId, address, port, authKey } = this.#target;
    if (!authKey) throw new Error('asked for the authorization of a channel that never connected');
    return { dcId, address, port, authKey: authKey.slice() };
  }

  /** For good. */
  close(): void {
    this.#closed.abort();
    this.#link?.close();
  }

  async #invokeHere<R>(request: RequestFor<R>): Promise<Answer<R>> {
    const linked = await this.#linked();
    if (!linked.ok) return { kind: 'fault', error: linked.error, sent: false };
    return linked.value.call(request);
  }

  async #linked(): Promise<TelegramResult<Link>> {
    if (this.#link?.isUsable) return ok(this.#link);
    const linked = await Link.open(this.options, this.#target, this.#closed.signal);
    if (!linked.ok) return linked;
    this.#link = linked.value;
    this.#target.authKey = linked.value.authKey();
    return linked;
  }

  /** A key belongs to its data centre, so the new one gets a new key. */
  #moveTo(dcId: number): TelegramResult<null> {
    const place = this.options.canonicalDataCentre(dcId);
    if (!place) return unknownDataCentre(dcId);
    this.#link?.close();
    this.#target = { dcId, ...place, authKey: null };
    return ok(null);
  }
}

function unknownDataCentre(dcId: number): Failure<'telegram-unexpected'> {
  return fail('telegram-unexpected', { message: `data centre ${dcId}` });
}
