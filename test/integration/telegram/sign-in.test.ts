import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SentCode } from '../../../electron/main/telegram/telegram-gateway.ts';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { connected, type PracticeGateway, practiceGateway } from '../../fixtures/telegram-gateway.ts';
import { keyFingerprint } from '../../servers/telegram-dc/auth-keys.ts';

const plain = '+4915100000001';
const protectedByPassword = '+4915100000002';
const elsewhere = '+4915100000003';
const withFutureToken = '+4915100000004';
const needsEmail = '+4915100000005';
const botToken = '5000000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const botElsewhere = '5000000002:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

let dc: PracticeDc;
let practice: PracticeGateway;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [
      { phone: plain, firstName: 'Ada', lastName: 'Byron', username: 'ada' },
      { phone: protectedByPassword, firstName: 'Grace', password: 'käse 🧀', passwordHint: 'breakfast' },
      { phone: elsewhere, firstName: 'Edsger', dcId: 4 },
      { phone: withFutureToken, firstName: 'Barbara', deliveries: [{ channel: 'success' }] },
      { phone: needsEmail, firstName: 'Radia', deliveries: [{ channel: 'setUpEmailRequired' }] },
    ],
    bots: [
      { token: botToken, firstName: 'Production', username: 'production_bot' },
      { token: botElsewhere, firstName: 'Staging', username: 'staging_bot', dcId: 5 },
    ],
  });
});
beforeEach(async () => {
  await dc.control.call('clearFaults', {});
  await dc.control.call('clearLog', {});
  practice = await practiceGateway(dc);
});
afterAll(() => dc.stop());

async function codeSent(phoneNumber: string) {
  const connection = await connected(practice.gateway);
  const sent = await connection.sendCode(phoneNumber);
  if (!sent.ok || sent.value.kind !== 'code-sent') throw new Error(`no code: ${JSON.stringify(sent)}`);
  const { value } = sent as { value: SentCode };
  return { connection, sent: value };
}

describe('signing in with a phone number', () => {
  it('says where the code went, how long it is and what comes next', async () => {
    const { connection, sent } = await codeSent(plain);
    expect(sent).toMatchObject({
      delivery: 'app',
      length: 5,
      deliveryHint: null,
      nextDelivery: 'sms',
      resendAfterSeconds: 60,
    });
    const again = await connection.resendCode(plain, sent.phoneCodeHash);
    expect(again).toMatchObject({ ok: true, value: { delivery: 'sms', nextDelivery: null } });
    await connection.close();
  });

  it('signs in with the code and hands out a copy of the authorization that the server knows', async () => {
    const { connection, sent } = await codeSent(plain);
    const account = {
      info: { name: 'Ada Byron', username: 'ada', isBot: false, dcId: 2, maskedPhone: '+49 ••• 01' },
      phoneNumber: plain,
    };
    expect(await connection.signIn(plain, sent.phoneCodeHash, '12345')).toMatchObject({
      ok: true,
      value: { kind: 'signed-in', account },
    });
    expect(await connection.whoAmI()).toMatchObject({ ok: true, value: account });
    const authorization = connection.authorization();
    expect(authorization).toMatchObject({ dcId: 2, address: '149.154.167.51', port: 443 });
    expect(authorization.authKey).toHaveLength(256);
    const [signIn] = await dc.control.calls('auth.signIn');
    expect(signIn?.fingerprint).toBe(keyFingerprint(Buffer.from(authorization.authKey)));
    authorization.authKey.fill(0);
    expect(connection.authorization().authKey.some((byte) => byte !== 0)).toBe(true);
    await connection.close();
  });

  it('asks for the password with its hint, refuses a wrong one and accepts the right one', async () => {
    const { connection, sent } = await codeSent(protectedByPassword);
    expect(await connection.signIn(protectedByPassword, sent.phoneCodeHash, '12345')).toMatchObject({
      value: { kind: 'password-needed', hint: 'breakfast' },
    });
    expect(await connection.checkPassword('Käse')).toEqual({
      ok: false,
      error: { code: 'password-invalid' },
    });
    expect(await connection.checkPassword('käse 🧀')).toMatchObject({
      ok: true,
      value: { kind: 'signed-in', account: { info: { name: 'Grace' } } },
    });
    await connection.close();
  });

  it('fetches stale password parameters again, once and without a word', async () => {
    const { connection, sent } = await codeSent(protectedByPassword);
    await connection.signIn(protectedByPassword, sent.phoneCodeHash, '12345');
    const error = { code: 400, message: 'SRP_ID_INVALID' };
    await dc.control.call('addFault', { method: 'auth.checkPassword', times: 1, error });
    expect(await connection.checkPassword('käse 🧀')).toMatchObject({ ok: true });
    await dc.control.call('addFault', { method: 'auth.checkPassword', error });
    expect(await connection.checkPassword('käse 🧀')).toMatchObject({ ok: false });
    expect(await dc.control.calls('auth.checkPassword')).toHaveLength(4);
    await connection.close();
  });

  it('follows the account to its data centre with a key made there', async () => {
    const { connection, sent } = await codeSent(elsewhere);
    expect(await connection.signIn(elsewhere, sent.phoneCodeHash, '12345')).toMatchObject({
      value: { account: { info: { dcId: 4 } } },
    });
    expect(connection.authorization()).toMatchObject({ dcId: 4, address: '149.154.167.91' });
    const [asked, repeated] = await dc.control.calls('auth.sendCode');
    expect([asked?.dcId, repeated?.dcId]).toEqual([2, 4]);
    expect(repeated?.fingerprint).not.toBe(asked?.fingerprint);
    await expect.poll(() => dc.control.openConnections()).toHaveLength(1);
    await connection.close();
  });

  it('is finished at once if Telegram needs no code', async () => {
    const connection = await connected(practice.gateway);
    expect(await connection.sendCode(withFutureToken)).toMatchObject({
      ok: true,
      value: { kind: 'signed-in', account: { info: { name: 'Barbara' } } },
    });
    await connection.close();
  });

  it('says that a login e-mail must be set first', async () => {
    const connection = await connected(practice.gateway);
    expect(await connection.sendCode(needsEmail)).toMatchObject({ error: { code: 'email-setup-required' } });
    await connection.close();
  });
});

describe('signing a bot in', () => {
  it('signs in with the token', async () => {
    const connection = await connected(practice.gateway);
    expect(await connection.importBotToken(botToken)).toMatchObject({
      ok: true,
      value: { account: { info: { name: 'Production', isBot: true, id: '5000000001' }, phoneNumber: null } },
    });
    expect(await connection.whoAmI()).toMatchObject({ value: { info: { username: 'production_bot' } } });
    await connection.close();
  });

  it('follows the bot to its data centre', async () => {
    const connection = await connected(practice.gateway);
    const announced: unknown[] = [];
    const onNewKey = async (key: unknown) => void announced.push(key);
    expect(await connection.importBotToken(botElsewhere, onNewKey)).toMatchObject({ ok: true });
    expect(announced).toEqual([connection.authorization()]);
    expect(connection.authorization()).toMatchObject({ dcId: 5, address: '91.108.56.130' });
    await connection.close();
  });
});

describe('what the owner of the account sees', () => {
  it('names the namespace, the system and the version in every call', async () => {
    const connection = await connected(practice.gateway, 'production-bot');
    await connection.sendCode(plain);
    await connection.close();
    const calls = await dc.control.calls();
    expect(calls.map(({ method }) => method)).toEqual(['auth.sendCode']);
    expect(calls[0]?.client).toMatchObject({
      deviceModel: 'Connector production-bot',
      appVersion: '9.9.9',
      apiId: 17349,
    });
    expect(calls[0]?.client?.systemVersion).toMatch(/^\w+ \d/);
  });
});
