import { randomBytes } from 'node:crypto';
import { BinaryReader } from 'telegram/extensions/index.js';
import type { AuthKey } from './auth-keys.ts';
import { ByteReader, int32, int64 } from './bytes.ts';
import { decryptMessage, encryptMessage } from './crypto.ts';
import type { Answer, Dispatcher, Reaction } from './dispatch.ts';
import { badServerSalt, type Message, newSessionCreated, rpcResult, unpack } from './messages.ts';
import { rpcError, type TlObject } from './tl.ts';
import type { LiveSession, World } from './world.ts';

/** The part of its connection that a session needs. */
export interface SessionCarrier {
  readonly id: number;
  send(payload: Buffer): void;
  sendTransportError(code: number): void;
  close(): void;
}

/** Methods whose answers are messages of their own and not `rpc_result`s. */
const ANSWERED_BARE: ReadonlySet<string> = new Set(['ping', 'pingDelayDisconnect', 'getFutureSalts']);

/** The encrypted conversation of one auth key on one connection (core.telegram.org/mtproto/description). */
export class Session implements LiveSession {
  #sessionId = 0n;
  #begunSessionId: bigint | undefined;
  #sequence = 0;
  #lastMessageId = 0n;
  /** The answers given so far by request id; `undefined` while a request runs. */
  readonly #answers = new Map<bigint, Buffer | undefined>();

  constructor(
    readonly key: AuthKey,
    private readonly dcId: number,
    private readonly world: World,
    private readonly dispatcher: Dispatcher,
    private readonly carrier: SessionCarrier,
  ) {}

  receive(encrypted: Buffer): void {
    const plain = decryptMessage(encrypted, this.key.key, 'client');
    if (plain === undefined) {
      this.carrier.close();
      return;
    }
    const reader = new ByteReader(plain);
    const salt = reader.int64();
    this.#sessionId = reader.int64();
    const id = reader.int64();
    const sequence = reader.int32();
    const body = reader.bytes(reader.int32());
    if (salt !== this.key.salt) {
      this.#send(badServerSalt(id, sequence, this.key.salt), 'notification');
      return;
    }
    if (this.#sessionId !== this.#begunSessionId) this.#begin(id);
    for (const message of unpack({ id, body })) this.#handle(message);
  }

  push(update: TlObject): void {
    this.#send(update.getBytes(), 'notification');
  }

  #begin(firstMessageId: bigint): void {
    this.#begunSessionId = this.#sessionId;
    const uniqueId = randomBytes(8).readBigInt64LE();
    this.#send(newSessionCreated(firstMessageId, uniqueId, this.key.salt), 'notification');
  }

  #handle(message: Message): void {
    if (this.#answers.has(message.id)) {
      const answer = this.#answers.get(message.id);
      if (answer !== undefined) this.#send(answer, 'response');
      return;
    }
    this.#answers.set(message.id, undefined);
    this.world.noteUse(this);
    void this.#run(message).then((reaction) => this.#carryOut(reaction, message.id));
  }

  async #run(message: Message): Promise<Reaction> {
    const query = readQuery(message.body);
    if (query === undefined) {
      const result = rpcError(400, 'INPUT_CONSTRUCTOR_INVALID').getBytes();
      return { kind: 'answer', method: 'unknown', result };
    }
    const call = { dcId: this.dcId, key: this.key, world: this.world, messageId: message.id };
    return this.dispatcher.react(query, call, this.carrier.id);
  }

  #carryOut(reaction: Reaction, requestId: bigint): void {
    switch (reaction.kind) {
      case 'drop':
        this.carrier.close();
        break;
      case 'transportError':
        this.carrier.sendTransportError(reaction.code);
        break;
      case 'answer':
        this.#answer(reaction, requestId);
    }
  }

  #answer({ method, result }: Answer, requestId: bigint): void {
    const answer = ANSWERED_BARE.has(method) ? result : rpcResult(requestId, result);
    this.#answers.set(requestId, answer);
    this.#send(answer, 'response');
  }

  #send(body: Buffer, kind: 'response' | 'notification'): void {
    const sequence = this.#sequence * 2 + 1;
    this.#sequence += 1;
    const plain = Buffer.concat([
      int64(this.key.salt),
      int64(this.#sessionId),
      int64(this.#nextMessageId(kind === 'response' ? 1n : 3n)),
      int32(sequence),
      int32(body.length),
      body,
    ]);
    const keyId = Buffer.from(this.key.id, 'hex');
    this.carrier.send(Buffer.concat([keyId, encryptMessage(plain, this.key.key, 'server')]));
  }

  /** Message ids grow and carry the time in their upper half; the lowest bits tell answers from notifications. */
  #nextMessageId(lowBits: bigint): bigint {
    const now = ((BigInt(Date.now()) << 32n) / 1000n) & ~3n;
    this.#lastMessageId = now > this.#lastMessageId ? now : this.#lastMessageId + 4n;
    return this.#lastMessageId | lowBits;
  }
}

/** `undefined` if the schema does not know the constructor. */
function readQuery(body: Buffer): unknown {
  try {
    return new BinaryReader(body).tgReadObject();
  } catch {
    return undefined;
  }
}
