import { ok } from '../../../../shared/result.ts';
import { toAppError } from '../error-table.ts';
import type { TelegramError, TelegramResult } from '../telegram-gateway.ts';
import { GuardedSocket } from './guarded-socket.ts';
import type { TelegramClient } from './library.ts';
import { Api, AuthKey, ConnectionTCPFull, LAYER, Logger, LogLevel, MTProtoSender } from './library.ts';
import { type Dial, LinkGate } from './link-gate.ts';
import { type RpcFailure, readRpcFailure } from './rpc-failure.ts';

export interface LinkTarget {
  dcId: number;
  address: string;
  port: number;
  /** Null makes a new key. */
  authKey: Uint8Array | null;
}

export interface LinkTimeouts {
  connectTimeoutMs: number;
  callTimeoutMs: number;
}

/** A key exchange takes about 0.1 s of computing and four round trips, a refused dial 0.4 s of retries. */
export const defaultLinkTimeouts: LinkTimeouts = { connectTimeoutMs: 15_000, callTimeoutMs: 20_000 };

export interface LinkOptions {
  dial: Dial;
  timeouts: LinkTimeouts;
  /** The fields of `initConnection` that describe this client. */
  client: { apiId: number; deviceModel: string; systemVersion: string; appVersion: string };
}

/** Any request of gramjs's whose answer has this type. */
export interface RequestFor<R> {
  readonly __response: R;
}

export type Answer<T> =
  | { kind: 'value'; value: T }
  /** Telegram answered with an `rpc_error`. */
  | { kind: 'refused'; failure: RpcFailure; error: TelegramError }
  /** No answer came; `sent` tells whether Telegram may have carried the request out all the same. */
  | { kind: 'fault'; error: TelegramError; sent: boolean };

/** gramjs pads no numbers with zeros, so about 1 key exchange in 100 fails; a refused dial is tried again too. */
const connectTries = 3;
const connectRetryDelayMs = 200;

/**
 * One MTProto link with one auth key: gramjs's sender without its client. `TelegramClient` would ask `help.getConfig`
 * and `updates.getState` unasked, ping in a loop and dial again after it was destroyed. A link does what it is told,
 * and once lost, timed out or closed it never touches the network again.
 */
export class Link {
  readonly #gate: LinkGate;
  readonly #sender: MTProtoSender;

  private constructor(
    private readonly options: LinkOptions,
    private readonly target: LinkTarget,
    authKey: AuthKey,
  ) {
    this.#gate = new LinkGate(options.dial);
    this.#sender = new MTProtoSender(authKey, {
      logger: silent,
      dcId: target.dcId,
      retries: connectTries,
      delay: connectRetryDelayMs,
      reconnectRetries: 0,
      autoReconnect: false,
      connectTimeout: null,
      authKeyCallback: null,
      isMainSender: true,
      // All that the sender takes from its client: the socket of a reconnect, which the gate refuses to dial.
      client: { networkSocket: socketClass(this.#gate) } as TelegramClient,
      securityChecks: true,
      _exportedSenderPromises: new Map(),
    });
    void this.#gate.ended.then(() => this.#stopSender());
  }

  static async open(
    options: LinkOptions,
    target: LinkTarget,
    signal: AbortSignal,
  ): Promise<TelegramResult<Link>> {
    const authKey = new AuthKey();
    if (target.authKey) await authKey.setKey(Buffer.from(target.authKey));
    const link = new Link(options, target, authKey);
    const onAbort = () => link.close();
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    const connected = await link.#connect();
    signal.removeEventListener('abort', onAbort);
    return connected.ok ? ok(link) : connected;
  }

  get isUsable(): boolean {
    return this.#gate.error === null;
  }

  /** A copy. */
  authKey(): Uint8Array {
    const key = this.#sender.authKey.getKey();
    if (!key) throw new Error('asked for the auth key of a link that never connected');
    return Uint8Array.from(key);
  }

  async call<R>(request: RequestFor<R>): Promise<Answer<R>> {
    const sent = this.#sender.send(this.#wrapped(request));
    // The schema says which type answers a request; gramjs has read it by that schema.
    const answer = Promise.resolve(sent).then((value) => ({ kind: 'value', value: value as R }) as const);
    try {
      return await this.#untilEnded(answer, this.options.timeouts.callTimeoutMs);
    } catch (thrown) {
      const failure = readRpcFailure(thrown);
      return failure ? { kind: 'refused', failure, error: toAppError(failure) } : unreadable;
    }
  }

  close(): void {
    this.#gate.end({ code: 'sign-in-cancelled' });
  }

  async #connect(): Promise<TelegramResult<null>> {
    const connection = watchedConnection(this.#gate, this.target);
    const connected = this.#sender.connect(connection, false).then((isConnected) => ({ isConnected }));
    const outcome = await this.#untilEnded(connected, this.options.timeouts.connectTimeoutMs);
    if ('kind' in outcome) return { ok: false, error: outcome.error };
    if (outcome.isConnected) this.#gate.establish();
    else this.#gate.end({ code: 'telegram-unreachable' });
    const { error } = this.#gate;
    return error ? { ok: false, error } : ok(null);
  }

  /** gramjs neither times out nor settles what was pending when a connection goes, so the gate does both. */
  async #untilEnded<T>(
    promise: Promise<T>,
    timeoutMs: number,
  ): Promise<T | Extract<Answer<never>, { kind: 'fault' }>> {
    const timer = setTimeout(() => this.#gate.end({ code: 'telegram-timeout' }), timeoutMs);
    const ended = this.#gate.ended.then((error) => ({ kind: 'fault', error, sent: true }) as const);
    try {
      return await Promise.race([promise, ended]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Every request says who the client is, so that it does not matter which one is the first of a server session. */
  #wrapped<R>(request: RequestFor<R>): Api.InvokeWithLayer {
    const init = new Api.InitConnection({
      ...this.options.client,
      langCode: 'en',
      systemLangCode: 'en',
      langPack: '',
      // gramjs lists its requests in one union, which a type parameter cannot be a member of.
      query: request as unknown as Api.AnyRequest,
    });
    return new Api.InvokeWithLayer({ layer: LAYER, query: init });
  }

  async #stopSender(): Promise<void> {
    await this.#sender.disconnect();
  }
}

/** gramjs could not read the answer, or the server refused the message itself (`bad_msg_notification`). */
const unreadable = {
  kind: 'fault',
  error: { code: 'telegram-unexpected', params: { message: 'one that cannot be read' } },
  sent: true,
} as const;

const silent = new Logger(LogLevel.NONE);

/** gramjs's connection on a socket of ours, which also tells of transport errors: gramjs drops -404 in silence. */
function watchedConnection(gate: LinkGate, { dcId, address, port }: LinkTarget): ConnectionTCPFull {
  class WatchedConnection extends ConnectionTCPFull {
    override async _recv(): Promise<Buffer> {
      const packet: Buffer = await super._recv();
      if (packet.length === 4) gate.lose(toAppError({ code: packet.readInt32LE() }));
      return packet;
    }
  }
  return new WatchedConnection({
    ip: address,
    port,
    dcId,
    loggers: silent,
    socket: socketClass(gate),
    testServers: false,
  });
}

function socketClass(gate: LinkGate): TelegramClient['networkSocket'] {
  class LinkSocket extends GuardedSocket {
    constructor() {
      super(gate);
    }
  }
  // gramjs names its own class here, whose private fields no other can have; it calls these four methods only.
  return LinkSocket as unknown as TelegramClient['networkSocket'];
}
