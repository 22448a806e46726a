import net from 'node:net';
import { Connection, type Services } from './connection.ts';

/** `refuse` closes the port and every connection; `hang` accepts and reads, but nothing is ever answered. */
export type NetworkMode = 'normal' | 'refuse' | 'hang';

/** One data centre: a loopback port and the connections to it. */
export class DataCentre {
  #server = net.createServer();
  readonly #sockets = new Set<net.Socket>();
  #mode: NetworkMode = 'normal';
  #boundPort = 0;

  constructor(
    readonly dcId: number,
    private readonly services: Services,
  ) {}

  /** Listens on 127.0.0.1; port 0 takes a free one. Resolves to the port. */
  async listen(port: number): Promise<number> {
    this.#server = net.createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening on a TCP port');
    this.#boundPort = address.port;
    return this.#boundPort;
  }

  async setMode(mode: NetworkMode): Promise<void> {
    const wasClosed = this.#mode === 'refuse';
    this.#mode = mode;
    if (mode === 'refuse') await this.close();
    else if (wasClosed) await this.listen(this.#boundPort);
  }

  closeConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    this.closeConnections();
    await closed;
  }

  #accept(socket: net.Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const connection = new Connection(socket, this.dcId, this.services);
    socket.on('data', (chunk) => {
      if (this.#mode !== 'hang') connection.receive(chunk);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
