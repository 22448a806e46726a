import type { TelegramClient } from 'telegram';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { createPracticeDial, trustPracticeKey } from '../../practice/telegram-network.ts';
import { PRACTICE_APP, type RawClientOptions, rawClient } from '../../servers/telegram-dc/raw-client.ts';

const ANNA = '+49 30 901820';
const BORIS = '+49 30 901821';
const CARLA = '+49 30 901822';
const BOT_TOKEN = '1234567:practice-bot-secret';
const FAR_BOT_TOKEN = '7654321:far-bot-secret';

let dc: PracticeDc;
let clients: TelegramClient[] = [];

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [
      { phone: ANNA, firstName: 'Anna', lastName: 'Adler', username: 'anna', dcId: 2 },
      { phone: BORIS, firstName: 'Boris', password: 'correct horse', passwordHint: 'battery', dcId: 2 },
      { phone: CARLA, firstName: 'Carla', dcId: 4, code: '654321' },
    ],
    bots: [
      { token: BOT_TOKEN, firstName: 'Near bot', username: 'near_bot', dcId: 2 },
      { token: FAR_BOT_TOKEN, firstName: 'Far bot', username: 'far_bot', dcId: 5 },
    ],
  });
  await trustPracticeKey(dc.publicKey);
});
afterAll(() => dc.stop());
beforeEach(() => dc.control.call('clearLog', {}));
afterEach(async () => {
  await Promise.all(clients.map((client) => client.destroy()));
  clients = [];
  await dc.control.call('clearFaults', {});
});

async function connected(options: Partial<RawClientOptions> = {}): Promise<TelegramClient> {
  const client = await rawClient({ dial: createPracticeDial(dc.ports), ...options });
  clients.push(client);
  expect(await client.connect()).toBe(true);
  return client;
}

async function sendCode(client: TelegramClient, phoneNumber: string): Promise<Api.auth.SentCode> {
  const settings = new Api.CodeSettings({});
  const sent = await client.invoke(new Api.auth.SendCode({ phoneNumber, ...PRACTICE_APP, settings }));
  if (!(sent instanceof Api.auth.SentCode)) throw new Error(`sendCode answered ${sent.className}`);
  return sent;
}

function signIn(client: TelegramClient, phoneNumber: string, phoneCodeHash: string, phoneCode: string) {
  return client.invoke(new Api.auth.SignIn({ phoneNumber, phoneCodeHash, phoneCode }));
}

async function self(client: TelegramClient): Promise<Api.TypeUser | undefined> {
  const [user] = await client.invoke(new Api.users.GetUsers({ id: [new Api.InputUserSelf()] }));
  return user;
}

describe('signing in with unmodified gramjs', () => {
  it('goes from a code to the account behind the number', async () => {
    const client = await connected();
    const sent = await sendCode(client, ANNA);
    expect(sent.type).toMatchObject({ className: 'auth.SentCodeTypeApp', length: 5 });
    expect(sent.nextType).toMatchObject({ className: 'auth.CodeTypeSms' });
    expect(sent.timeout).toBe(60);
    await signIn(client, ANNA, sent.phoneCodeHash, '12345');
    expect(await self(client)).toMatchObject({
      firstName: 'Anna',
      lastName: 'Adler',
      username: 'anna',
      phone: '4930901820',
    });
  });
});
