import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { connected, type PracticeGateway, practiceGateway } from '../../fixtures/telegram-gateway.ts';

const plain = '+4915100000001';
const protectedByPassword = '+4915100000002';
const banned = '+4915100000009';
const unknown = '+4915199999999';
const revokedBot = '5000000009:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const apiHash = '0123456789abcdef0123456789abcdef';

let dc: PracticeDc;
let practice: PracticeGateway;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [
      { phone: plain, firstName: 'Ada', deliveries: [{ channel: 'app' }] },
      { phone: protectedByPassword, firstName: 'Grace', password: 'breakfast' },
      { phone: banned, firstName: 'Mallory', banned: true },
    ],
    bots: [{ token: revokedBot, firstName: 'Old', username: 'old_bot', tokenExpired: true }],
    apps: [{ apiId: 17349, apiHash }],
  });
});
beforeEach(async () => {
  await dc.control.call('clearFaults', {});
  practice = await practiceGateway(dc);
});
afterAll(() => dc.stop());

async function sendCode(phoneNumber: string) {
  const connection = await connected(practice.gateway);
  const sent = await connection.sendCode(phoneNumber);
  const phoneCodeHash = sent.ok && sent.value.kind === 'code-sent' ? sent.value.phoneCodeHash : '';
  return { connection, sent, phoneCodeHash };
}

function refusedWith(code: string) {
  return { ok: false, error: { code } };
}

describe('what Telegram refuses about a phone number', () => {
  it('tells a banned number from one that is not valid', async () => {
    const first = await sendCode(banned);
    expect(first.sent).toEqual(refusedWith('phone-number-banned'));
    expect(await first.connection.sendCode('+0')).toEqual(refusedWith('phone-number-invalid'));
    await first.connection.close();
  });

  it('finds out with the code that nobody has the number', async () => {
    const { connection, phoneCodeHash } = await sendCode(unknown);
    expect(await connection.signIn(unknown, phoneCodeHash, '12345')).toEqual(refusedWith('phone-unoccupied'));
    await connection.close();
  });

  it('reports a flood wait with its seconds at once and does not sit it out', async () => {
    await dc.control.floodWait('auth.sendCode', 7, 1);
    const { connection, sent } = await sendCode(plain);
    expect(sent).toEqual({ ok: false, error: { code: 'flood-wait', retryAfterSeconds: 7 } });
    expect(await connection.sendCode(plain)).toMatchObject({ ok: true });
    await connection.close();
  });

  it.each([
    ['PHONE_NUMBER_FLOOD', 'phone-number-flood'],
    ['PHONE_PASSWORD_FLOOD', 'password-flood'],
    ['API_ID_PUBLISHED_FLOOD', 'api-id-flood'],
    ['UPDATE_APP_TO_LOGIN', 'app-outdated'],
  ])('reads %s as %s', async (message, code) => {
    await dc.control.call('addFault', { method: 'auth.sendCode', times: 1, error: { code: 406, message } });
    const { connection, sent } = await sendCode(plain);
    expect(sent).toEqual(refusedWith(code));
    await connection.close();
  });
});

describe('what Telegram refuses about a code', () => {
  it('tells a wrong code from an expired one and still accepts the right one after a wrong one', async () => {
    const { connection, phoneCodeHash } = await sendCode(plain);
    expect(await connection.signIn(plain, phoneCodeHash, '99999')).toEqual(refusedWith('code-invalid'));
    expect(await connection.signIn(plain, phoneCodeHash, '12345')).toMatchObject({ ok: true });
    await connection.close();
    const second = await sendCode(plain);
    await dc.control.call('expireCodes', { phone: plain });
    expect(await second.connection.signIn(plain, second.phoneCodeHash, '12345')).toEqual(
      refusedWith('code-expired'),
    );
    await second.connection.close();
  });

  it('says when no way is left to send another', async () => {
    const { connection, phoneCodeHash } = await sendCode(plain);
    expect(await connection.resendCode(plain, phoneCodeHash)).toEqual(refusedWith('code-not-sent'));
    await connection.close();
  });
});

describe('what Telegram refuses about the app and the bot', () => {
  it('says that the API ID or hash is wrong, on both ways', async () => {
    const wrongApp = { credentials: { apiId: 17349, apiHash: apiHash.replace('0', 'f') } };
    const { gateway } = await practiceGateway(dc, wrongApp);
    const connection = await connected(gateway);
    expect(await connection.sendCode(plain)).toEqual(refusedWith('api-id-invalid'));
    expect(await connection.importBotToken(revokedBot)).toEqual(refusedWith('api-id-invalid'));
    await connection.close();
  });

  it('tells an unknown bot token from a revoked one', async () => {
    const connection = await connected(practice.gateway);
    expect(await connection.importBotToken(revokedBot.replace('9:', '8:'))).toEqual(
      refusedWith('bot-token-invalid'),
    );
    expect(await connection.importBotToken(revokedBot)).toEqual(refusedWith('bot-token-expired'));
    await connection.close();
  });
});

describe('what Telegram cannot do for the moment', () => {
  it.each([
    [500, 'INTERNAL'],
    [-503, 'Timedout'],
  ])('reads %i %s as a problem of the server', async (code, message) => {
    await dc.control.call('addFault', { method: 'auth.sendCode', times: 1, error: { code, message } });
    const { connection, sent } = await sendCode(plain);
    expect(sent).toEqual(refusedWith('telegram-server-error'));
    expect(await connection.sendCode(plain)).toMatchObject({ ok: true });
    await connection.close();
  });

  it.each(['SOMETHING_NEW', 'call +49 30 1234567 now', 'SEND_CODE_TO_HOSTILE'])(
    'passes nothing of an unknown error on but its number: %s',
    async (message) => {
      const error = { code: 400, message };
      await dc.control.call('addFault', { method: 'auth.sendCode', times: 1, error });
      const { connection, sent } = await sendCode(plain);
      expect(sent).toEqual({
        ok: false,
        error: { code: 'telegram-unexpected', params: { message: 'error 400' } },
      });
      await connection.close();
    },
  );
});

describe('the password', () => {
  it('is checked in a worker: the event loop turns while it is computed', async () => {
    const { connection, phoneCodeHash } = await sendCode(protectedByPassword);
    await connection.signIn(protectedByPassword, phoneCodeHash, '12345');
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    expect(await connection.checkPassword('breakfast')).toMatchObject({ ok: true });
    clearInterval(ticking);
    // On this thread the computation would hold back every turn but those around the two calls.
    expect(turns).toBeGreaterThan(30);
    await connection.close();
  });

  it('is given up when the sign-in is closed while it is computed', async () => {
    const { connection, phoneCodeHash } = await sendCode(protectedByPassword);
    await connection.signIn(protectedByPassword, phoneCodeHash, '12345');
    const checking = connection.checkPassword('breakfast');
    await connection.close();
    expect(await checking).toEqual(refusedWith('sign-in-cancelled'));
  });
});
