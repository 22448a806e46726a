import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { connected, type PracticeGateway, practiceGateway } from '../../fixtures/telegram-gateway.ts';

const plain = '+4915100000001';
const protectedByPassword = '+4915100000002';
const botToken = '5000000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const shortTimeouts = { connectTimeoutMs: 3_000, callTimeoutMs: 1_500 };

let dc: PracticeDc;
let practice: PracticeGateway;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [
      { phone: plain, firstName: 'Ada' },
      { phone: protectedByPassword, firstName: 'Grace', password: 'breakfast', passwordHint: 'meal' },
    ],
    bots: [{ token: botToken, firstName: 'Production', username: 'production_bot' }],
  });
});
beforeEach(async () => {
  await dc.control.call('clearFaults', {});
  await dc.control.call('setNetwork', { mode: 'normal' });
  await dc.control.call('closeConnections', {});
  await dc.control.call('clearLog', {});
  practice = await practiceGateway(dc, { timeouts: shortTimeouts });
});
afterEach(() => vi.useRealTimers());
afterAll(() => dc.stop());

async function codeSent(phoneNumber: string) {
  const connection = await connected(practice.gateway);
  const sent = await connection.sendCode(phoneNumber);
  if (!sent.ok || sent.value.kind !== 'code-sent') throw new Error(`no code: ${JSON.stringify(sent)}`);
  return { connection, phoneCodeHash: sent.value.phoneCodeHash };
}

function connect() {
  return practice.gateway.connect('teleapp', new AbortController().signal);
}

describe('connecting', () => {
  it('says that Telegram cannot be reached if nothing listens', async () => {
    await dc.control.call('setNetwork', { mode: 'refuse' });
    expect(await connect()).toEqual({ ok: false, error: { code: 'telegram-unreachable' } });
  });

  it('gives up after its time-out if nothing answers', async () => {
    await dc.control.call('setNetwork', { mode: 'hang' });
    expect(await connect()).toEqual({ ok: false, error: { code: 'telegram-timeout' } });
  });

  it('survives the key exchange that fails once in 256 times', async () => {
    await dc.control.call('shortKeys', { times: 1 });
    const connected = await connect();
    expect(connected).toMatchObject({ ok: true });
    if (connected.ok) await connected.value.close();
  });

  it('stops dialling when it is called off', async () => {
    await dc.control.call('setNetwork', { mode: 'hang' });
    const aborter = new AbortController();
    const connecting = practice.gateway.connect('teleapp', aborter.signal);
    await expect.poll(() => practice.dialled.length).toBe(1);
    aborter.abort();
    expect(await connecting).toEqual({ ok: false, error: { code: 'sign-in-cancelled' } });
    expect(practice.dialled.every((socket) => socket.destroyed)).toBe(true);
  });
});

describe('a call without an answer', () => {
  it('times out, and the next one works over a new link with the same key', async () => {
    const { connection, phoneCodeHash } = await codeSent(plain);
    await dc.control.call('addFault', { method: 'auth.signIn', times: 1, silence: true });
    expect(await connection.signIn(plain, phoneCodeHash, '12345')).toEqual({
      ok: false,
      error: { code: 'telegram-timeout' },
    });
    expect(await connection.signIn(plain, phoneCodeHash, '12345')).toMatchObject({
      ok: true,
      value: { kind: 'signed-in' },
    });
    const keys = new Set((await dc.control.calls()).map(({ fingerprint }) => fingerprint));
    expect(keys.size).toBe(1);
    await connection.close();
  });

  it('fails with the reason when the connection is closed meanwhile', async () => {
    const connection = await connected(practice.gateway);
    await dc.control.call('addFault', { method: 'auth.sendCode', silence: true });
    const sending = connection.sendCode(plain);
    await expect.poll(() => dc.control.calls('auth.sendCode')).toHaveLength(1);
    await connection.close();
    expect(await sending).toEqual({ ok: false, error: { code: 'sign-in-cancelled' } });
    expect(await connection.sendCode(plain)).toEqual({ ok: false, error: { code: 'sign-in-cancelled' } });
  });
});

describe('a link that is cut', () => {
  it('is dialled again by the next call, with the key that the code was sent for', async () => {
    const { connection, phoneCodeHash } = await codeSent(plain);
    await dc.control.call('closeConnections', {});
    await expect.poll(() => practice.dialled[0]?.destroyed).toBe(true);
    expect(await connection.signIn(plain, phoneCodeHash, '12345')).toMatchObject({ ok: true });
    await connection.close();
  });

  it('loses nothing when the code was accepted but the answer did not arrive', async () => {
    const { connection, phoneCodeHash } = await codeSent(plain);
    await dc.control.call('addFault', { method: 'auth.signIn', times: 1, drop: 'after' });
    expect(await connection.signIn(plain, phoneCodeHash, '12345')).toMatchObject({
      ok: true,
      value: { kind: 'signed-in', account: { info: { name: 'Ada' } } },
    });
    expect(await dc.control.calls('auth.signIn')).toHaveLength(1);
    await connection.close();
  });

  it('sends the code again when it had not arrived', async () => {
    const { connection, phoneCodeHash } = await codeSent(plain);
    await dc.control.call('addFault', { method: 'auth.signIn', times: 1, drop: 'before' });
    expect(await connection.signIn(plain, phoneCodeHash, '12345')).toMatchObject({ ok: true });
    expect(await dc.control.calls('auth.signIn')).toHaveLength(2);
    await connection.close();
  });

  it('still asks for the password when the answer that said so was lost', async () => {
    const { connection, phoneCodeHash } = await codeSent(protectedByPassword);
    await dc.control.call('addFault', { method: 'auth.signIn', times: 1, drop: 'after' });
    expect(await connection.signIn(protectedByPassword, phoneCodeHash, '12345')).toMatchObject({
      ok: true,
      value: { kind: 'password-needed', hint: 'meal' },
    });
    await dc.control.call('addFault', { method: 'auth.checkPassword', times: 1, drop: 'after' });
    expect(await connection.checkPassword('breakfast')).toMatchObject({ ok: true });
    expect(await dc.control.calls('auth.checkPassword')).toHaveLength(1);
    await connection.close();
  });

  it('signs a bot in once although the first answer was lost', async () => {
    const connection = await connected(practice.gateway);
    await dc.control.call('addFault', { method: 'auth.importBotAuthorization', times: 1, drop: 'after' });
    expect(await connection.importBotToken(botToken)).toMatchObject({ ok: true });
    expect(await dc.control.calls('auth.importBotAuthorization')).toHaveLength(1);
    await connection.close();
  });

  it('reports that Telegram cannot be reached, and asks who is signed in before it sends a code twice', async () => {
    const { connection, phoneCodeHash } = await codeSent(plain);
    await dc.control.call('addFault', { method: 'auth.signIn', times: 1, drop: 'after', delayMs: 200 });
    const signingIn = connection.signIn(plain, phoneCodeHash, '12345');
    await expect.poll(() => dc.control.calls('auth.signIn')).toHaveLength(1);
    await dc.control.call('addFault', { method: 'users.getUsers', times: 1, drop: 'before' });
    expect(await signingIn).toEqual({ ok: false, error: { code: 'telegram-unreachable' } });
    expect(await connection.signIn(plain, phoneCodeHash, '12345')).toMatchObject({ ok: true });
    expect(await dc.control.calls('auth.signIn')).toHaveLength(1);
    await connection.close();
  });

  it('reports a key that the server has forgotten at once', async () => {
    const { connection, phoneCodeHash } = await codeSent(plain);
    await dc.control.call('forgetKeys', {});
    expect(await connection.signIn(plain, phoneCodeHash, '12345')).toEqual({
      ok: false,
      error: { code: 'session-key-unknown' },
    });
    await connection.close();
  });
});

describe('after close', () => {
  it('never dials again, whatever gramjs plans to do when a link is dropped and the server comes back', async () => {
    const { connection } = await codeSent(plain);
    const dials = practice.dialled.length;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    practice.dialled.at(-1)?.destroy();
    await connection.close();
    await vi.advanceTimersByTimeAsync(3_600_000);
    vi.useRealTimers();
    expect(practice.dialled).toHaveLength(dials);
    expect(await connection.sendCode(plain)).toEqual({ ok: false, error: { code: 'sign-in-cancelled' } });
    await expect.poll(() => dc.control.openConnections()).toEqual([]);
    expect(practice.dialled).toHaveLength(dials);
  });

  it('does not dial in the background when the server has dropped the link', async () => {
    const { connection } = await codeSent(plain);
    const dials = practice.dialled.length;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    practice.dialled.at(-1)?.destroy();
    await vi.advanceTimersByTimeAsync(3_600_000);
    vi.useRealTimers();
    expect(practice.dialled).toHaveLength(dials);
    await connection.close();
  });
});
