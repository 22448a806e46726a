import type { Socket } from 'node:net';
import type { AuthKey } from './auth-keys.ts';
import { ByteReader, int32, int64 } from './bytes.ts';
import type { CallLog, ConnectionRecord } from './call-log.ts';
import type { Dispatcher } from './dispatch.ts';
import type { Faults } from './faults.ts';
import { Handshake } from './handshake.ts';
import type { ServerRsaKey } from './rsa.ts';
import { Session, type SessionCarrier } from './session.ts';
import { DetectedFraming } from './transport.ts';
import type { World } from './world.ts';

/** State that every data centre of the practice network shares. */
export interface Services {
  readonly world: World;
  readonly dispatcher: Dispatcher;
  readonly faults: Faults;
  readonly log: CallLog;
  readonly rsaKey: ServerRsaKey;
}

const UNKNOWN_KEY = -404;

/** One TCP connection: frames in, unencrypted messages to the handshake, encrypted ones to a session. */
export class Connection implements SessionCarrier {
  readonly id: number;
  readonly #framing = new DetectedFraming();
  readonly #handshake: Handshake;
  readonly #sessions = new Map<AuthKey, Session>();
  readonly #record: ConnectionRecord;

  constructor(
    private readonly socket: Socket,
    private readonly dcId: number,
    private readonly services: Services,
  ) {
    const { world, faults, log, rsaKey } = services;
    this.#record = log.openConnection(dcId);
    this.id = this.#record.id;
    this.#handshake = new Handshake({
      rsaKey,
      takeShortKey: () => faults.takeShortKey(),
      keyMade: ({ key, salt }) => {
        this.#record.keyExchanges += 1;
        world.keys.add(dcId, key, salt);
      },
    });
    socket.on('close', () => {
      this.#record.closedAt = new Date().toISOString();
      for (const session of this.#sessions.values()) world.liveSessions.delete(session);
    });
  }

  receive(chunk: Buffer): void {
    try {
      for (const payload of this.#framing.decode(chunk)) this.#handle(payload);
    } catch (error) {
      // What a client sends may be any garbage; like Telegram, end the connection.
      if (!(error instanceof RangeError)) console.error('connection failed', error);
      this.close();
    }
  }

  send(payload: Buffer): void {
    if (this.socket.writable) this.socket.write(this.#framing.encode(payload));
  }

  sendTransportError(code: number): void {
    this.send(int32(code));
  }

  close(): void {
    this.socket.destroy();
  }

  #handle(payload: Buffer): void {
    const reader = new ByteReader(payload);
    const keyId = reader.bytes(8);
    if (keyId.readBigInt64LE() === 0n) {
      this.#handleUnencrypted(reader);
      return;
    }
    const key = this.services.world.keys.find(this.dcId, keyId.toString('hex'));
    if (key === undefined) this.sendTransportError(UNKNOWN_KEY);
    else this.#sessionOf(key).receive(reader.rest());
  }

  #handleUnencrypted(reader: ByteReader): void {
    const id = reader.int64();
    const answer = this.#handshake.answer(reader.bytes(reader.int32()));
    if (answer === undefined) this.close();
    else this.send(Buffer.concat([int64(0n), int64(id | 1n), int32(answer.length), answer]));
  }

  #sessionOf(key: AuthKey): Session {
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    const { world, dispatcher } = this.services;
    const session = new Session(key, this.dcId, world, dispatcher, this);
    this.#sessions.set(key, session);
    this.#record.fingerprints.push(key.fingerprint);
    return session;
  }
}
