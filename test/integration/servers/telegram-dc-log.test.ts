import { spawn } from 'node:child_process';
import { ConnectionTCPAbridged, ConnectionTCPObfuscated } from 'telegram/network/index.js';
import { computeCheck } from 'telegram/Password.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { trustPracticeKey } from '../../practice/telegram-network.ts';
import { PRACTICE_APP, self, signInWithCode } from '../../servers/telegram-dc/raw-client.ts';
import { RawClients } from '../../servers/telegram-dc/raw-clients.ts';

const BORIS = '+49 30 901821';
const BOT_TOKEN = '1234567:bot-secret';

let dc: PracticeDc;
let clients: RawClients;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [{ phone: BORIS, firstName: 'Boris', password: 'correct horse', code: '86420' }],
    bots: [{ token: BOT_TOKEN, firstName: 'Bot', username: 'a_bot' }],
  });
  await trustPracticeKey(dc.publicKey);
  clients = new RawClients(dc.ports);
});
afterAll(() => dc.stop());
beforeEach(() => dc.control.call('clearLog', {}));
afterEach(() => clients.closeAll());

describe('the call log', () => {
  it('names every call, whom it was about and how it ended, and holds no secret', async () => {
    const client = await clients.connected();
    await expect(signInWithCode(client, BORIS, '86420')).rejects.toThrow();
    const password = await computeCheck(await client.invoke(new Api.account.GetPassword()), 'correct horse');
    await client.invoke(new Api.auth.CheckPassword({ password }));
    await client.invoke(
      new Api.auth.ImportBotAuthorization({ flags: 0, ...PRACTICE_APP, botAuthToken: BOT_TOKEN }),
    );
    const calls = await dc.control.calls();
    expect(calls).toMatchObject([
      { method: 'help.getConfig', client: { deviceModel: 'Practice test', apiId: PRACTICE_APP.apiId } },
      { method: 'auth.sendCode', phone: '4930901821', dcId: 2, outcome: 'ok' },
      { method: 'auth.signIn', phone: '4930901821', outcome: 'SESSION_PASSWORD_NEEDED' },
      { method: 'account.getPassword', outcome: 'ok' },
      { method: 'auth.checkPassword', outcome: 'ok' },
      { method: 'auth.importBotAuthorization', botId: 1234567, outcome: 'ok' },
    ]);
    const log = JSON.stringify([calls, await dc.control.call('connections', {})]);
    for (const secret of ['86420', 'correct horse', 'bot-secret', PRACTICE_APP.apiHash]) {
      expect(log).not.toContain(secret);
    }
  });

  it('shows on which connections a session was used', async () => {
    const used = await dc.control.call('mintAuthorization', { botId: 1234567 });
    const unused = await dc.control.call('mintAuthorization', { botId: 1234567 });
    const client = await clients.withAuthorization(used);
    await client.connect();
    await self(client);
    expect(await dc.control.calls('users.getUsers')).toMatchObject([{ fingerprint: used.fingerprint }]);
    expect(await dc.control.connectionsWith(used.fingerprint)).toMatchObject([{ dcId: 2, keyExchanges: 0 }]);
    expect(await dc.control.connectionsWith(unused.fingerprint)).toHaveLength(0);
    await clients.closeAll();
    await expect
      .poll(async () => (await dc.control.connectionsWith(used.fingerprint))[0]?.closedAt)
      .toBeDefined();
  });
});

describe('the server', () => {
  it.each([ConnectionTCPAbridged, ConnectionTCPObfuscated])(
    'understands gramjs with $name',
    async (connection) => {
      const session = await dc.control.call('mintAuthorization', { botId: 1234567 });
      const { dcId, address, authKeyHex } = session;
      const client = await clients.connected({
        connection,
        session: { dcId, address, authKey: Buffer.from(authKeyHex, 'hex') },
      });
      expect(await self(client)).toMatchObject({ username: 'a_bot' });
    },
  );

  it('ends when the process that started it ends', async () => {
    const parent = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--eval',
        `import('./test/fixtures/telegram-dc.ts').then(async ({ startPracticeDc }) => {
          console.log((await startPracticeDc()).controlUrl);
        })`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const controlUrl = await new Promise<string>((resolve) => {
      parent.stdout.once('data', (line) => resolve(String(line).trim()));
    });
    const isUp = () =>
      fetch(`${controlUrl}/calls`, { method: 'POST' }).then(
        () => true,
        () => false,
      );
    expect(await isUp()).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(isUp, { timeout: 5000 }).toBe(false);
  });
});
