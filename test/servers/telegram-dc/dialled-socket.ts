import { once } from 'node:events';
import type { Socket } from 'node:net';

export type Dial = (address: string, port: number) => Socket;

/** A socket class of the shape that gramjs expects, over connections that `dial` opens. */
export function dialledSocketClass(dial: Dial) {
  return class DialledSocket {
    #socket: Socket | undefined;
    #buffered: Buffer = Buffer.alloc(0);
    #wake = () => {};
    #closed = true;

    async connect(port: number, address: string): Promise<void> {
      const socket = dial(address, port);
      this.#socket = socket;
      await once(socket, 'connect');
      this.#closed = false;
      socket.on('data', (chunk: Buffer) => {
        this.#buffered = Buffer.concat([this.#buffered, chunk]);
        this.#wake();
      });
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#closed = true;
        this.#wake();
      });
    }

    async readExactly(length: number): Promise<Buffer> {
      while (this.#buffered.length < length) {
        if (this.#closed) throw new Error('the connection is closed');
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const read = this.#buffered.subarray(0, length);
      this.#buffered = this.#buffered.subarray(length);
      return read;
    }

    read(length: number): Promise<Buffer> {
      return this.readExactly(length);
    }

    write(data: Buffer): void {
      if (this.#closed) throw new Error('the connection is closed');
      this.#socket?.write(data);
    }

    async close(): Promise<void> {
      this.#closed = true;
      this.#wake();
      this.#socket?.destroy();
    }
  };
}
