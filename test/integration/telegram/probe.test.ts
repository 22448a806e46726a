import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { authorizationFrom, type PracticeGateway, practiceGateway } from '../../fixtures/telegram-gateway.ts';
import type { RevokedReason } from '../../servers/telegram-dc/auth-keys.ts';

const phone = '+4915100000001';
const botId = 5000000001;

let dc: PracticeDc;
let practice: PracticeGateway;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [{ phone, firstName: 'Ada', lastName: 'Byron', username: 'ada', dcId: 1 }],
    bots: [
      {
        token: `${botId}:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`,
        firstName: 'Production',
        username: 'production_bot',
        dcId: 4,
      },
    ],
  });
});
beforeEach(async () => {
  await dc.control.call('clearFaults', {});
  await dc.control.call('setNetwork', { mode: 'normal' });
  await dc.control.call('clearLog', {});
  practice = await practiceGateway(dc, { timeouts: { connectTimeoutMs: 3_000, callTimeoutMs: 1_500 } });
});
afterAll(() => dc.stop());

async function minted() {
  const session = await dc.control.call('mintAuthorization', { phone });
  return { session, authorization: authorizationFrom(session) };
}

function probe(authorization: ReturnType<typeof authorizationFrom>, signal = new AbortController().signal) {
  return practice.gateway.probe('production-bot', authorization, signal);
}

describe('probing a stored session', () => {
  it('says who it is, over one connection that is closed afterwards', async () => {
    const { session, authorization } = await minted();
    expect(await probe(authorization)).toMatchObject({
      ok: true,
      value: {
        kind: 'authorized',
        account: {
          info: { name: 'Ada Byron', username: 'ada', maskedPhone: '+49 ••• 01', isBot: false, dcId: 1 },
          phoneNumber: phone,
        },
      },
    });
    expect(await dc.control.connectionsWith(session.fingerprint)).toHaveLength(1);
    await expect.poll(() => dc.control.openConnections()).toEqual([]);
    expect(practice.dialled).toHaveLength(1);
  });

  it('recognises a bot', async () => {
    const authorization = authorizationFrom(await dc.control.call('mintAuthorization', { botId }));
    expect(await probe(authorization)).toMatchObject({
      value: { account: { info: { id: String(botId), isBot: true, dcId: 4 }, phoneNumber: null } },
    });
  });

  it('asks nothing but who the session belongs to, and only when it is told to', async () => {
    const { authorization } = await minted();
    expect(await dc.control.call('connections', {})).toEqual([]);
    await probe(authorization);
    expect((await dc.control.calls()).map(({ method }) => method)).toEqual(['users.getUsers']);
    expect((await dc.control.calls())[0]?.client?.deviceModel).toBe('Connector production-bot');
  });

  it('leaves the caller’s key untouched and alive', async () => {
    const { authorization } = await minted();
    const before = Uint8Array.from(authorization.authKey);
    await probe(authorization);
    expect(authorization.authKey).toEqual(before);
    expect(await probe(authorization)).toMatchObject({ ok: true, value: { kind: 'authorized' } });
  });

  it.each<[RevokedReason, string]>([
    ['AUTH_KEY_UNREGISTERED', 'session-unregistered'],
    ['AUTH_KEY_INVALID', 'session-key-invalid'],
    ['SESSION_REVOKED', 'session-revoked'],
    ['SESSION_EXPIRED', 'session-expired'],
  ])('takes %s for the end of the session', async (reason, code) => {
    const { session, authorization } = await minted();
    await dc.control.call('revoke', { fingerprint: session.fingerprint, reason });
    expect(await probe(authorization)).toEqual({ ok: true, value: { kind: 'unauthorized', reason: code } });
  });

  it('takes 406 AUTH_KEY_DUPLICATED for the end of the session', async () => {
    const { session, authorization } = await minted();
    await dc.control.call('markDuplicated', { fingerprint: session.fingerprint });
    expect(await probe(authorization)).toEqual({
      ok: true,
      value: { kind: 'unauthorized', reason: 'session-duplicated' },
    });
  });

  it('takes transport error -404 for the end of the session, without waiting for a time-out', async () => {
    const { session, authorization } = await minted();
    await dc.control.call('forgetKeys', { fingerprint: session.fingerprint });
    expect(await probe(authorization)).toEqual({
      ok: true,
      value: { kind: 'unauthorized', reason: 'session-key-unknown' },
    });
  });

  it.each([
    ['USER_DEACTIVATED', 'account-deactivated'],
    ['USER_DEACTIVATED_BAN', 'account-banned'],
  ])('takes %s for the end of the account', async (message, code) => {
    const { authorization } = await minted();
    await dc.control.call('addFault', { method: 'users.getUsers', times: 1, error: { code: 401, message } });
    expect(await probe(authorization)).toEqual({ ok: true, value: { kind: 'account-gone', reason: code } });
  });
});

describe('a probe that learns nothing', () => {
  it('gives no verdict when Telegram cannot be reached', async () => {
    const { authorization } = await minted();
    await dc.control.call('setNetwork', { mode: 'refuse' });
    expect(await probe(authorization)).toEqual({ ok: false, error: { code: 'telegram-unreachable' } });
  });

  it('gives no verdict when Telegram does not answer', async () => {
    const { authorization } = await minted();
    await dc.control.call('setNetwork', { mode: 'hang' });
    expect(await probe(authorization)).toEqual({ ok: false, error: { code: 'telegram-timeout' } });
  });

  it.each([
    [{ drop: 'before' } as const, 'telegram-unreachable'],
    [{ transportError: -429 }, 'telegram-server-error'],
    [{ error: { code: 500, message: 'INTERNAL' } }, 'telegram-server-error'],
    [{ error: { code: 420, message: 'FLOOD_WAIT_9' } }, 'flood-wait'],
    [{ error: { code: 401, message: 'SESSION_PASSWORD_NEEDED' } }, 'telegram-unexpected'],
  ])('gives no verdict on %o', async (fault, code) => {
    const { authorization } = await minted();
    await dc.control.call('addFault', { method: 'users.getUsers', times: 1, ...fault });
    expect(await probe(authorization)).toMatchObject({ ok: false, error: { code } });
    expect(practice.dialled).toHaveLength(1);
  });

  it('dials nothing for a data centre that Telegram does not have', async () => {
    const { authorization } = await minted();
    expect(await probe({ ...authorization, dcId: 99 })).toMatchObject({ ok: false });
    expect(practice.dialled).toEqual([]);
  });

  it('can be called off', async () => {
    const { authorization } = await minted();
    const aborter = new AbortController();
    await dc.control.call('addFault', { method: 'users.getUsers', times: 1, silence: true });
    const probing = probe(authorization, aborter.signal);
    await expect.poll(() => dc.control.calls('users.getUsers')).toHaveLength(1);
    aborter.abort();
    expect(await probing).toEqual({ ok: false, error: { code: 'sign-in-cancelled' } });
  });
});
