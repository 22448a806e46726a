import type { TelegramClient } from 'telegram';
import { computeCheck } from 'telegram/Password.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { trustPracticeKey } from '../../practice/telegram-network.ts';
import { self, signInWithCode } from '../../servers/telegram-dc/raw-client.ts';
import { RawClients } from '../../servers/telegram-dc/raw-clients.ts';

const BORIS = '+49 30 901821';
const PASSWORD = 'correct horse';

let dc: PracticeDc;
let clients: RawClients;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [{ phone: BORIS, firstName: 'Boris', password: PASSWORD, passwordHint: 'battery' }],
  });
  await trustPracticeKey(dc.publicKey);
  clients = new RawClients(dc.ports);
});
afterAll(() => dc.stop());
afterEach(() => clients.closeAll());

async function atPassword(): Promise<TelegramClient> {
  const client = await clients.connected();
  await expect(signInWithCode(client, BORIS, '12345')).rejects.toMatchObject({
    code: 401,
    errorMessage: 'SESSION_PASSWORD_NEEDED',
  });
  return client;
}

async function answerWith(client: TelegramClient, password: string): Promise<Api.InputCheckPasswordSRP> {
  const check = await computeCheck(await client.invoke(new Api.account.GetPassword()), password);
  if (!(check instanceof Api.InputCheckPasswordSRP)) throw new Error('gramjs computed no proof');
  return check;
}

function checkPassword(client: TelegramClient, password: Api.InputCheckPasswordSRP) {
  return client.invoke(new Api.auth.CheckPassword({ password }));
}

describe('two-step verification', () => {
  it('shows the hint and is not signed in before the password', async () => {
    const client = await atPassword();
    const password = await client.invoke(new Api.account.GetPassword());
    expect(password).toMatchObject({ hasPassword: true, hint: 'battery' });
    await expect(self(client)).rejects.toMatchObject({ errorMessage: 'AUTH_KEY_UNREGISTERED' });
  });

  it('accepts the proof that gramjs computes from the right password', async () => {
    const client = await atPassword();
    await checkPassword(client, await answerWith(client, PASSWORD));
    expect(await self(client)).toMatchObject({ firstName: 'Boris' });
  });

  it('refuses a wrong password and takes the right one afterwards', async () => {
    const client = await atPassword();
    const wrong = await answerWith(client, 'wrong horse');
    await expect(checkPassword(client, wrong)).rejects.toMatchObject({
      code: 400,
      errorMessage: 'PASSWORD_HASH_INVALID',
    });
    await checkPassword(client, await answerWith(client, PASSWORD));
    expect(await self(client)).toMatchObject({ firstName: 'Boris' });
  });

  it('refuses a proof for parameters that newer ones have replaced', async () => {
    const client = await atPassword();
    const stale = await answerWith(client, PASSWORD);
    await client.invoke(new Api.account.GetPassword());
    await expect(checkPassword(client, stale)).rejects.toMatchObject({
      code: 400,
      errorMessage: 'SRP_ID_INVALID',
    });
  });

  it('answers a password question only to a key that began a sign-in', async () => {
    const client = await clients.connected();
    await expect(client.invoke(new Api.account.GetPassword())).rejects.toMatchObject({
      code: 401,
      errorMessage: 'AUTH_KEY_UNREGISTERED',
    });
  });
});
