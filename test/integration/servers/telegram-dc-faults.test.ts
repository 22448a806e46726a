import type { TelegramClient } from 'telegram';
import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { createPracticeDial, trustPracticeKey } from '../../practice/telegram-network.ts';
import type { MintedAuthorization } from '../../servers/telegram-dc/control-protocol.ts';
import { sha1 } from '../../servers/telegram-dc/crypto.ts';
import { self, sendCode } from '../../servers/telegram-dc/raw-client.ts';
import { RawClients } from '../../servers/telegram-dc/raw-clients.ts';
import { fullFraming } from '../../servers/telegram-dc/transport.ts';

const ANNA = '+49 30 901820';
/** -404 as a little-endian integer. */
const TRANSPORT_404 = Buffer.from('6cfeffff', 'hex');

let dc: PracticeDc;
let clients: RawClients;

beforeAll(async () => {
  dc = await startPracticeDc({ users: [{ phone: ANNA, firstName: 'Anna' }] });
  await trustPracticeKey(dc.publicKey);
  clients = new RawClients(dc.ports);
});
afterAll(() => dc.stop());
beforeEach(() => dc.control.call('clearLog', {}));
afterEach(async () => {
  await clients.closeAll();
  await dc.control.call('clearFaults', {});
  await dc.control.call('setNetwork', { mode: 'normal' });
});

async function signedIn(): Promise<TelegramClient> {
  const client = await clients.withAuthorization(await dc.control.call('mintAuthorization', { phone: ANNA }));
  await client.connect();
  return client;
}

/** The first payload that the server sends in answer to one frame. */
function answerTo(payload: Buffer, address: string): Promise<Buffer> {
  const socket = createPracticeDial(dc.ports)(address, 443);
  const framing = fullFraming();
  socket.write(framing.encode(payload));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      const [first] = framing.decode(chunk);
      if (first === undefined) return;
      socket.destroy();
      resolve(first);
    });
  });
}

/** An empty message with the id of a key in front, as that key's owner would send. */
function encryptedWith({ authKeyHex }: MintedAuthorization): Buffer {
  const keyId = sha1(Buffer.from(authKeyHex, 'hex')).subarray(12);
  return Buffer.concat([keyId, Buffer.alloc(56)]);
}

describe('a fault rule', () => {
  it('answers with an error as often as it says, for the methods that its pattern covers', async () => {
    const client = await signedIn();
    const error = { code: 400, message: 'PHONE_NUMBER_FLOOD' };
    await dc.control.call('addFault', { method: 'auth.*', times: 2, error });
    for (const _ of ['first', 'second']) {
      await expect(sendCode(client, ANNA)).rejects.toMatchObject({ errorMessage: 'PHONE_NUMBER_FLOOD' });
    }
    expect(await self(client)).toMatchObject({ firstName: 'Anna' });
    expect((await sendCode(client, ANNA)).className).toBe('auth.SentCode');
  });

  it('can be a flood wait, whose seconds gramjs understands', async () => {
    const client = await signedIn();
    await dc.control.floodWait('auth.sendCode', 42, 1);
    await expect(sendCode(client, ANNA)).rejects.toMatchObject({ code: 420, seconds: 42 });
  });

  it('delays one answer and not those of other calls', async () => {
    const client = await signedIn();
    await dc.control.call('addFault', { method: 'users.getUsers', times: 1, delayMs: 150 });
    const finished: string[] = [];
    await Promise.all([
      self(client).then(() => finished.push('delayed')),
      client.invoke(new Api.updates.GetState()).then(() => finished.push('prompt')),
    ]);
    expect(finished).toEqual(['prompt', 'delayed']);
  });

  it('drops the connection before the method runs, and gramjs asks again', async () => {
    const client = await signedIn();
    await dc.control.call('addFault', { method: 'users.getUsers', times: 1, drop: 'before' });
    expect(await self(client)).toMatchObject({ firstName: 'Anna' });
    const outcomes = (await dc.control.calls('users.getUsers')).map(({ outcome }) => outcome);
    expect(outcomes.slice(0, 2)).toEqual(['dropped', 'ok']);
  });

  it('drops the connection after the method ran, so that its effect is felt twice', async () => {
    const client = await clients.connected();
    const { phoneCodeHash } = await sendCode(client, ANNA);
    await dc.control.call('addFault', { method: 'auth.signIn', times: 1, drop: 'after' });
    const request = new Api.auth.SignIn({ phoneNumber: ANNA, phoneCodeHash, phoneCode: '12345' });
    await expect(client.invoke(request)).rejects.toMatchObject({ errorMessage: 'PHONE_CODE_EXPIRED' });
    expect(await dc.control.calls('auth.signIn')).toHaveLength(2);
    expect(await self(client)).toMatchObject({ firstName: 'Anna' });
  });

  it('leaves a call without an answer', async () => {
    const client = await signedIn();
    await dc.control.call('addFault', { method: 'users.getUsers', times: 1, silence: true });
    let answered = false;
    const asked = self(client).then(() => {
      answered = true;
    });
    await expect.poll(() => dc.control.calls('users.getUsers')).toMatchObject([{ outcome: 'silenced' }]);
    await client.invoke(new Api.updates.GetState());
    expect(answered).toBe(false);
    void asked;
  });

  it('refuses a method that the server does not have, and goes on', async () => {
    const client = await signedIn();
    await expect(client.invoke(new Api.help.GetAppConfig({ hash: 0 }))).rejects.toMatchObject({
      code: 400,
      errorMessage: 'METHOD_NOT_IMPLEMENTED',
    });
    expect(await self(client)).toMatchObject({ firstName: 'Anna' });
  });
});

describe('the transport', () => {
  it('answers a key it does not know with the four bytes of -404', async () => {
    const answer = await answerTo(Buffer.alloc(64, 7), '127.0.0.2');
    expect(answer).toEqual(TRANSPORT_404);
  });

  it('answers -404 for a key that was forgotten, and for one of another data centre', async () => {
    const forgotten = await dc.control.call('mintAuthorization', { phone: ANNA });
    await dc.control.call('forgetKeys', { fingerprint: forgotten.fingerprint });
    const known = await dc.control.call('mintAuthorization', { phone: ANNA });
    expect(await answerTo(encryptedWith(forgotten), '149.154.167.51')).toEqual(TRANSPORT_404);
    expect(await answerTo(encryptedWith(known), '149.154.175.53')).toEqual(TRANSPORT_404);
  });

  it('can send another transport error in answer to a call', async () => {
    const client = await signedIn();
    await dc.control.call('addFault', { method: 'users.getUsers', times: 1, transportError: -429 });
    expect(await self(client)).toMatchObject({ firstName: 'Anna' });
    const [first] = await dc.control.calls('users.getUsers');
    expect(first?.outcome).toBe('transport error');
  });

  it('ends a connection that sends garbage, and goes on serving others', async () => {
    const socket = createPracticeDial(dc.ports)('127.0.0.2', 443);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => socket.destroy());
    socket.write(Buffer.concat([Buffer.from([9, 0, 0, 0, 0, 0, 0, 0]), Buffer.alloc(4096, 0x5a)]));
    await closed;
    expect(await self(await signedIn())).toMatchObject({ firstName: 'Anna' });
  });
});

describe('the network', () => {
  it('refuses connections and closes those that are open', async () => {
    await signedIn();
    await dc.control.call('setNetwork', { mode: 'refuse', dcId: 2 });
    expect(await dc.control.openConnections()).toHaveLength(0);
    const socket = createPracticeDial(dc.ports)('149.154.167.51', 443);
    const error = await new Promise((resolve) => socket.on('error', resolve));
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    await dc.control.call('setNetwork', { mode: 'normal', dcId: 2 });
    expect(await self(await signedIn())).toMatchObject({ firstName: 'Anna' });
  });

  it('makes connect() of gramjs resolve to false while it refuses', async () => {
    await dc.control.call('setNetwork', { mode: 'refuse' });
    const client = await clients.make({ connectionRetries: 1 });
    expect(await client.connect()).toBe(false);
  });

  it('accepts and never answers while it hangs', async () => {
    await dc.control.call('setNetwork', { mode: 'hang' });
    const client = await clients.make();
    let settled = false;
    void client.connect().finally(() => {
      settled = true;
    });
    await expect.poll(() => dc.control.openConnections()).toHaveLength(1);
    expect(await dc.control.calls()).toHaveLength(0);
    expect(settled).toBe(false);
  });

  it('fails a key exchange like a short key, and gramjs tries again', async () => {
    await dc.control.call('shortKeys', { times: 1 });
    const client = await clients.make({ connectionRetries: 1 });
    expect(await client.connect()).toBe(false);
    await dc.control.call('shortKeys', { times: 1 });
    expect(await (await clients.make({ connectionRetries: 4 })).connect()).toBe(true);
  });

  it('leads no address outside the practice network anywhere', async () => {
    const socket = createPracticeDial(dc.ports)('192.0.2.1', 443);
    const error = await new Promise((resolve) => socket.on('error', resolve));
    expect(error).toMatchObject({ code: 'ECONNREFUSED', address: '192.0.2.1' });
  });
});
