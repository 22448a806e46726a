import type net from 'node:net';
import type { TelegramError } from '../telegram-gateway.ts';

export type Dial = (address: string, port: number) => net.Socket;

/**
 * Decides whether a link may use the network. While a link is being made gramjs may dial again, as servers cut a
 * key exchange that failed. Later it would do so on its own, even after `disconnect()`: once the link is established
 * a lost socket ends it, and once it has ended every socket is destroyed and dialling is no longer possible.
 */
export class LinkGate {
  readonly #sockets = new Set<net.Socket>();
  #error: TelegramError | null = null;
  #isEstablished = false;
  #tell: (error: TelegramError) => void = () => {};
  /** Resolves with the first reason. */
  readonly ended = new Promise<TelegramError>((resolve) => {
    this.#tell = resolve;
  });

  constructor(private readonly dialOut: Dial) {}

  get error(): TelegramError | null {
    return this.#error;
  }

  dial(address: string, port: number): net.Socket {
    if (this.#error || this.#isEstablished) throw new Error('this link may not dial');
    const socket = this.dialOut(address, port);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }

  establish(): void {
    this.#isEstablished = true;
    if (this.#sockets.size === 0) this.end({ code: 'telegram-unreachable' });
  }

  /** An end that only an established link can have. */
  lose(error: TelegramError): void {
    if (this.#isEstablished) this.end(error);
  }

  end(error: TelegramError): void {
    if (this.#error) return;
    this.#error = error;
    this.#tell(error);
    for (const socket of this.#sockets) socket.destroy();
  }
}
