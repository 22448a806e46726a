import type { TelegramClient } from 'telegram';
import { Raw } from 'telegram/events/Raw.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { trustPracticeKey } from '../../practice/telegram-network.ts';
import { PRACTICE_APP, self } from '../../servers/telegram-dc/raw-client.ts';
import { RawClients } from '../../servers/telegram-dc/raw-clients.ts';

const ANNA = '+49 30 901820';
const BORIS = '+49 30 901821';
const CARLA = '+49 30 901822';

let dc: PracticeDc;
let clients: RawClients;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [
      { phone: ANNA, firstName: 'Anna' },
      { phone: BORIS, firstName: 'Boris', password: 'correct horse' },
      { phone: CARLA, firstName: 'Carla', dcId: 4 },
    ],
  });
  await trustPracticeKey(dc.publicKey);
  clients = new RawClients(dc.ports);
});
afterAll(() => dc.stop());
afterEach(() => clients.closeAll());

function exportToken(client: TelegramClient): Promise<Api.auth.TypeLoginToken> {
  return client.invoke(new Api.auth.ExportLoginToken({ ...PRACTICE_APP, exceptIds: [] }));
}

async function shownLink(client: TelegramClient): Promise<string> {
  const shown = await exportToken(client);
  if (!(shown instanceof Api.auth.LoginToken)) throw new Error(`got ${shown.className}`);
  return `tg://login?token=${shown.token.toString('base64url')}`;
}

describe('signing in with a QR code', () => {
  it('tells the client that the code was scanned, and signs it in', async () => {
    const client = await clients.connected();
    const scanned = new Promise<string>((resolve) => {
      client.addEventHandler((update: Api.TypeUpdate) => resolve(update.className), new Raw({}));
    });
    const token = await shownLink(client);
    await dc.control.call('acceptLoginToken', { phone: ANNA, token });
    expect(await scanned).toBe('UpdateLoginToken');
    expect(await exportToken(client)).toBeInstanceOf(Api.auth.LoginTokenSuccess);
    expect(await self(client)).toMatchObject({ firstName: 'Anna' });
  });

  it('goes on at the data centre where the account lives', async () => {
    const client = await clients.connected();
    const token = await shownLink(client);
    await dc.control.call('acceptLoginToken', { phone: CARLA, token });
    const moved = await exportToken(client);
    if (!(moved instanceof Api.auth.LoginTokenMigrateTo)) throw new Error(`got ${moved.className}`);
    expect(moved.dcId).toBe(4);
    await client._switchDC(moved.dcId);
    const imported = await client.invoke(new Api.auth.ImportLoginToken({ token: moved.token }));
    expect(imported).toBeInstanceOf(Api.auth.LoginTokenSuccess);
    expect(await self(client)).toMatchObject({ firstName: 'Carla' });
  });

  it('still asks for the password', async () => {
    const client = await clients.connected();
    const token = await shownLink(client);
    await dc.control.call('acceptLoginToken', { phone: BORIS, token });
    await expect(exportToken(client)).rejects.toMatchObject({ errorMessage: 'SESSION_PASSWORD_NEEDED' });
    const password = await client.invoke(new Api.account.GetPassword());
    expect(password).toMatchObject({ hasPassword: true });
  });

  it('can be scanned by a client that is signed in, once', async () => {
    const shower = await clients.connected();
    const token = Buffer.from((await shownLink(shower)).replace('tg://login?token=', ''), 'base64url');
    const phone = await clients.withAuthorization(
      await dc.control.call('mintAuthorization', { phone: ANNA }),
    );
    await phone.connect();
    const accept = () => phone.invoke(new Api.auth.AcceptLoginToken({ token }));
    expect(await accept()).toBeInstanceOf(Api.Authorization);
    await expect(accept()).rejects.toMatchObject({ errorMessage: 'AUTH_TOKEN_ALREADY_ACCEPTED' });
    expect(await exportToken(shower)).toBeInstanceOf(Api.auth.LoginTokenSuccess);
  });

  it('refuses a code that has expired', async () => {
    await dc.control.call('setLoginTokenLifetime', { seconds: 0 });
    const token = await shownLink(await clients.connected());
    await dc.control.call('setLoginTokenLifetime', { seconds: 30 });
    await expect(dc.control.call('acceptLoginToken', { phone: ANNA, token })).rejects.toThrow(
      'AUTH_TOKEN_EXPIRED',
    );
  });
});
