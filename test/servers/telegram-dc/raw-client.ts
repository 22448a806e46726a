import { once } from 'node:events';
import type { Socket } from 'node:net';
import { TelegramClient } from 'telegram';
import type { PromisedNetSockets } from 'telegram/extensions/index.js';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { ConnectionTCPFull } from 'telegram/network/connection/TCPFull.js';
import { StringSession } from 'telegram/sessions/index.js';

export type Dial = (address: string, port: number) => Socket;

export interface RawClientOptions {
  readonly dial: Dial;
  /** Where to begin; data centre 2 where absent. */
  readonly session?: { dcId: number; address: string; authKey?: Buffer };
  readonly connection?: typeof ConnectionTCPFull;
  readonly connectionRetries?: number;
}

export const PRACTICE_APP = { apiId: 12345, apiHash: 'practice-hash' };

/** gramjs as it comes, with nothing of the product around it but a socket class that dials the practice ports. */
export async function rawClient(options: RawClientOptions): Promise<TelegramClient> {
  const { AuthKey } = await import('telegram/crypto/AuthKey.js');
  const { dcId, address, authKey } = options.session ?? { dcId: 2, address: '149.154.167.51' };
  const session = new StringSession('');
  session.setDC(dcId, address, 443);
  if (authKey !== undefined) {
    const key = new AuthKey();
    await key.setKey(authKey);
    session.setAuthKey(key);
  }
  return new TelegramClient(session, PRACTICE_APP.apiId, PRACTICE_APP.apiHash, {
    baseLogger: new Logger(LogLevel.NONE),
    connection: options.connection ?? ConnectionTCPFull,
    // The socket class has the shape that gramjs calls; its declared type has private members that ours cannot name.
    networkSocket: socketClass(options.dial) as unknown as typeof PromisedNetSockets,
    connectionRetries: options.connectionRetries ?? 3,
    reconnectRetries: 2,
    requestRetries: 3,
    retryDelay: 100,
    floodSleepThreshold: 0,
    securityChecks: true,
    deviceModel: 'Practice test',
    appVersion: '1.0',
  });
}

function socketClass(dial: Dial) {
  return class DialledSocket {
    private socket: Socket | undefined;
    private buffered: Buffer = Buffer.alloc(0);
    private wake = () => {};
    private closed = true;

    async connect(port: number, address: string): Promise<void> {
      const socket = dial(address, port);
      this.socket = socket;
      this.buffered = Buffer.alloc(0);
      await once(socket, 'connect');
      this.closed = false;
      socket.on('data', (chunk: Buffer) => {
        this.buffered = Buffer.concat([this.buffered, chunk]);
        this.wake();
      });
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.closed = true;
        this.wake();
      });
    }

    async readExactly(length: number): Promise<Buffer> {
      while (this.buffered.length < length) {
        if (this.closed) throw new Error('the connection is closed');
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
      const read = this.buffered.subarray(0, length);
      this.buffered = this.buffered.subarray(length);
      return read;
    }

    read(length: number): Promise<Buffer> {
      return this.readExactly(length);
    }

    write(data: Buffer): void {
      if (this.closed) throw new Error('the connection is closed');
      this.socket?.write(data);
    }

    async close(): Promise<void> {
      this.closed = true;
      this.socket?.destroy();
    }
  };
}
