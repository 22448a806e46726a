import { TelegramClient } from 'telegram';
import type { PromisedNetSockets } from 'telegram/extensions/index.js';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { type Connection, ConnectionTCPFull } from 'telegram/network/index.js';
import { StringSession } from 'telegram/sessions/index.js';
import { Api } from 'telegram/tl/index.js';
import { type Dial, dialledSocketClass } from './dialled-socket.ts';

export interface RawClientOptions {
  readonly dial: Dial;
  /** Where to begin; data centre 2 if absent. */
  readonly session?: { dcId: number; address: string; authKey?: Buffer };
  /** The framing; the full one if absent. */
  readonly connection?: typeof Connection;
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
    networkSocket: dialledSocketClass(options.dial) as unknown as typeof PromisedNetSockets,
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

/** `auth.sentCode` for a number; fails on any other answer. */
export async function sendCode(client: TelegramClient, phoneNumber: string): Promise<Api.auth.SentCode> {
  const settings = new Api.CodeSettings({});
  const sent = await client.invoke(new Api.auth.SendCode({ phoneNumber, ...PRACTICE_APP, settings }));
  if (!(sent instanceof Api.auth.SentCode)) throw new Error(`auth.sendCode answered ${sent.className}`);
  return sent;
}

export async function signInWithCode(client: TelegramClient, phoneNumber: string, phoneCode: string) {
  const { phoneCodeHash } = await sendCode(client, phoneNumber);
  return client.invoke(new Api.auth.SignIn({ phoneNumber, phoneCodeHash, phoneCode }));
}

export async function self(client: TelegramClient): Promise<Api.User> {
  const [user] = await client.invoke(new Api.users.GetUsers({ id: [new Api.InputUserSelf()] }));
  if (!(user instanceof Api.User)) throw new Error('users.getUsers does not know its caller');
  return user;
}
