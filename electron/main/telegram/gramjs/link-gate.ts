import type net from 'node:net';
import type { AppError } from '../../../../shared/result.ts';

export type Dial = (address: string, port: number) => net.Socket;

/**
 * What decides whether a link may use the network. gramjs dials again on its own, even after `disconnect()`; once the
 * gate has ended, every socket is destroyed and no dial is possible any more.
 */
export class LinkGate {
  readonly #sockets = new Set<net.Socket>();
  #error: AppError | null = null;
  #tell: (error: AppError) => void = () => {};
  /** Resolves with the first reason. */
  readonly ended = new Promise<AppError>((resolve) => {
    this.#tell = resolve;
  });

  constructor(private readonly dialOut: Dial) {}

  get error(): AppError | null {
    return this.#error;
  }

  dial(address: string, port: number): net.Socket {
    if (this.#error) throw new Error('this link has ended');
    const socket = this.dialOut(address, port);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }

  end(error: AppError): void {
    if (this.#error) return;
    this.#error = error;
    this.#tell(error);
    for (const socket of this.#sockets) socket.destroy();
  }
}
