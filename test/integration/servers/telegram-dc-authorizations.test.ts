import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { trustPracticeKey } from '../../practice/telegram-network.ts';
import { self, signInWithCode } from '../../servers/telegram-dc/raw-client.ts';
import { RawClients } from '../../servers/telegram-dc/raw-clients.ts';

const ANNA = '+49 30 901820';
const DORA = '+49 30 901821';
const CARLA = '+49 30 901822';

let dc: PracticeDc;
let clients: RawClients;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [
      { phone: ANNA, firstName: 'Anna' },
      { phone: CARLA, firstName: 'Carla', dcId: 4 },
    ],
    bots: [{ token: '1234567:secret', firstName: 'Bot', username: 'a_bot', dcId: 3 }],
  });
  await trustPracticeKey(dc.publicKey);
  clients = new RawClients(dc.ports);
});
afterAll(() => dc.stop());
beforeEach(() => dc.control.call('clearLog', {}));
afterEach(async () => {
  await clients.closeAll();
  await dc.control.call('detectDuplicates', { enabled: false });
});

function mintAnna(ageSeconds?: number) {
  return dc.control.call('mintAuthorization', {
    phone: ANNA,
    ...(ageSeconds === undefined ? {} : { ageSeconds }),
  });
}

describe('a ready-made authorization', () => {
  it('is that of the user, at the home data centre', async () => {
    const minted = await dc.control.call('mintAuthorization', { phone: CARLA });
    expect(minted).toMatchObject({ dcId: 4, address: '149.154.167.91', port: 443 });
    expect(minted.authKeyHex).toMatch(/^[0-9a-f]{512}$/);
    const client = await clients.withAuthorization(minted);
    await client.connect();
    expect(await self(client)).toMatchObject({ firstName: 'Carla' });
  });

  it('can be that of a bot', async () => {
    const client = await clients.withAuthorization(
      await dc.control.call('mintAuthorization', { botId: 1234567 }),
    );
    await client.connect();
    expect(await self(client)).toMatchObject({ bot: true, username: 'a_bot' });
  });

  it.each([undefined, 'SESSION_REVOKED', 'SESSION_EXPIRED'] as const)(
    'answers 401 once it is revoked with %s',
    async (reason) => {
      const minted = await mintAnna();
      const { fingerprint } = minted;
      await dc.control.call('revoke', { fingerprint, ...(reason === undefined ? {} : { reason }) });
      const client = await clients.withAuthorization(minted);
      await client.connect();
      const errorMessage = reason ?? 'AUTH_KEY_UNREGISTERED';
      await expect(self(client)).rejects.toMatchObject({ code: 401, errorMessage });
    },
  );

  it('answers 401 while its account is deactivated', async () => {
    const client = await clients.withAuthorization(await mintAnna());
    await client.connect();
    await dc.control.call('setDeactivated', { phone: ANNA, deactivated: true });
    await expect(self(client)).rejects.toMatchObject({ code: 401, errorMessage: 'USER_DEACTIVATED' });
    await dc.control.call('setDeactivated', { phone: ANNA, deactivated: false });
    expect(await self(client)).toMatchObject({ firstName: 'Anna' });
  });
});

describe('a key on two connections', () => {
  it('answers 406 to connect() once it is marked as duplicated', async () => {
    const minted = await mintAnna();
    await dc.control.call('markDuplicated', { fingerprint: minted.fingerprint });
    const client = await clients.withAuthorization(minted);
    await expect(client.connect()).rejects.toMatchObject({
      code: 406,
      errorMessage: 'AUTH_KEY_DUPLICATED',
    });
  });

  it('ends itself if duplicates are detected', async () => {
    await dc.control.call('detectDuplicates', { enabled: true });
    const minted = await mintAnna();
    const first = await clients.withAuthorization(minted);
    await first.connect();
    expect(await self(first)).toMatchObject({ firstName: 'Anna' });
    const second = await clients.withAuthorization(minted);
    await expect(second.connect()).rejects.toMatchObject({ errorMessage: 'AUTH_KEY_DUPLICATED' });
    await expect(self(first)).rejects.toMatchObject({ errorMessage: 'AUTH_KEY_DUPLICATED' });
  });

  it('survives use on one connection after the other', async () => {
    await dc.control.call('detectDuplicates', { enabled: true });
    const minted = await mintAnna();
    for (const _ of ['first', 'second']) {
      const client = await clients.withAuthorization(minted);
      await client.connect();
      expect(await self(client)).toMatchObject({ firstName: 'Anna' });
      await clients.closeAll();
      await expect.poll(() => dc.control.openConnections()).toHaveLength(0);
    }
  });
});

describe('the authorizations of an account', () => {
  it('are listed with what initConnection said, and an old session may end another', async () => {
    await dc.control.call('addAccounts', { users: [{ phone: DORA, firstName: 'Dora' }] });
    const young = await clients.connected();
    await signInWithCode(young, DORA, '12345');
    const old = await clients.withAuthorization(await dc.control.call('mintAuthorization', { phone: DORA }));
    await old.connect();
    const { authorizations } = await old.invoke(new Api.account.GetAuthorizations());
    const other = authorizations.find(
      ({ current, deviceModel }) => !current && deviceModel === 'Practice test',
    );
    expect(authorizations.filter(({ current }) => current)).toHaveLength(1);
    const hash = other?.hash;
    if (hash === undefined) throw new Error('the other session is not listed');
    expect(await old.invoke(new Api.account.ResetAuthorization({ hash }))).toBe(true);
    await expect(self(young)).rejects.toMatchObject({ code: 401, errorMessage: 'SESSION_REVOKED' });
  });

  it('may not be ended by a session that is younger than a day', async () => {
    const fresh = await clients.withAuthorization(await mintAnna(60));
    await fresh.connect();
    await expect(fresh.invoke(new Api.auth.ResetAuthorizations())).rejects.toMatchObject({
      code: 406,
      errorMessage: 'FRESH_RESET_AUTHORISATION_FORBIDDEN',
    });
  });

  it('end all but the caller at once', async () => {
    const other = await clients.withAuthorization(await mintAnna());
    await other.connect();
    const caller = await clients.withAuthorization(await mintAnna());
    await caller.connect();
    await caller.invoke(new Api.auth.ResetAuthorizations());
    await expect(self(other)).rejects.toMatchObject({ code: 401 });
    expect(await self(caller)).toMatchObject({ firstName: 'Anna' });
  });

  it('end by logging out', async () => {
    const client = await clients.withAuthorization(await mintAnna());
    await client.connect();
    expect(await client.invoke(new Api.auth.LogOut())).toBeInstanceOf(Api.auth.LoggedOut);
    await expect(self(client)).rejects.toMatchObject({ errorMessage: 'AUTH_KEY_UNREGISTERED' });
  });

  it('can be carried over to another data centre', async () => {
    const client = await clients.withAuthorization(await mintAnna());
    await client.connect();
    const request = new Api.users.GetFullUser({ id: new Api.InputUserSelf() });
    const { users } = await client.invoke(request, 4);
    expect(users).toMatchObject([{ firstName: 'Anna' }]);
    expect(await dc.control.calls('users.getFullUser')).toMatchObject([{ dcId: 4, outcome: 'ok' }]);
  });
});
