import type net from 'node:net';
import type { LinkGate } from './link-gate.ts';

interface Reader {
  length: number;
  resolve: (bytes: Buffer) => void;
  reject: (error: Error) => void;
}

/** The four methods of gramjs's `networkSocket` that its full TCP transport calls, behind the link's gate. */
export class GuardedSocket {
  #socket: net.Socket | null = null;
  #received = Buffer.alloc(0);
  #reader: Reader | null = null;

  constructor(private readonly gate: LinkGate) {}

  async connect(port: number, address: string): Promise<void> {
    const socket = this.gate.dial(address, port);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('closed while connecting')));
    });
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#lost());
  }

  write(data: Buffer): void {
    this.#socket?.write(data);
  }

  /** One read at a time, as gramjs's receive loop does. */
  readExactly(length: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#reader = { length, resolve, reject };
      this.#serve();
    });
  }

  async close(): Promise<void> {
    this.#socket?.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    this.#serve();
  }

  #serve(): void {
    const reader = this.#reader;
    if (!reader) return;
    if (this.#received.length >= reader.length) {
      this.#reader = null;
      const bytes = this.#received.subarray(0, reader.length);
      this.#received = this.#received.subarray(reader.length);
      reader.resolve(bytes);
    } else if (!this.#socket || this.#socket.destroyed) {
      this.#reader = null;
      reader.reject(new Error('the connection is closed'));
    }
  }

  /** The gate first: gramjs starts to reconnect as soon as its read fails. */
  #lost(): void {
    this.gate.lose({ code: 'telegram-unreachable' });
    this.#serve();
  }
}
