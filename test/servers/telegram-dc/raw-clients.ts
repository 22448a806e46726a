import type { TelegramClient } from 'telegram';
import { createPracticeDial } from '../../practice/telegram-network.ts';
import type { MintedAuthorization } from './control-protocol.ts';
import { type RawClientOptions, rawClient } from './raw-client.ts';

/** The raw clients of one test file, so that none stays connected after its test. */
export class RawClients {
  #open: TelegramClient[] = [];

  constructor(private readonly ports: Readonly<Record<number, number>>) {}

  /** A client that has not connected yet. */
  async make(options: Partial<RawClientOptions> = {}): Promise<TelegramClient> {
    const client = await rawClient({ dial: createPracticeDial(this.ports), ...options });
    this.#open.push(client);
    return client;
  }

  async connected(options: Partial<RawClientOptions> = {}): Promise<TelegramClient> {
    const client = await this.make(options);
    if (!(await client.connect())) throw new Error('the practice data centre could not be reached');
    return client;
  }

  withAuthorization({ dcId, address, authKeyHex }: MintedAuthorization): Promise<TelegramClient> {
    return this.make({ session: { dcId, address, authKey: Buffer.from(authKeyHex, 'hex') } });
  }

  async closeAll(): Promise<void> {
    const closing = this.#open.map((client) => client.destroy());
    this.#open = [];
    await Promise.all(closing);
  }
}
