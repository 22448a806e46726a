import { Api } from 'telegram/tl/index.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { trustPracticeKey } from '../../practice/telegram-network.ts';
import { PRACTICE_APP, self, sendCode, signInWithCode } from '../../servers/telegram-dc/raw-client.ts';
import { RawClients } from '../../servers/telegram-dc/raw-clients.ts';

const ANNA = '+49 30 901820';
const CARLA = '+49 30 901822';
const BANNED = '+49 30 901823';
const REMEMBERED = '+49 30 901824';
const WITHOUT_EMAIL = '+49 30 901825';
const NOBODY = '+49 30 901899';

let dc: PracticeDc;
let clients: RawClients;

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [
      { phone: ANNA, firstName: 'Anna', lastName: 'Adler', username: 'anna' },
      { phone: CARLA, firstName: 'Carla', dcId: 4, code: '654321' },
      { phone: BANNED, firstName: 'Ben', banned: true },
      { phone: REMEMBERED, firstName: 'Rosa', deliveries: [{ channel: 'success' }] },
      { phone: WITHOUT_EMAIL, firstName: 'Emil', deliveries: [{ channel: 'setUpEmailRequired' }] },
    ],
    bots: [
      { token: '1234567:near-secret', firstName: 'Near bot', username: 'near_bot' },
      { token: '7654321:far-secret', firstName: 'Far bot', username: 'far_bot', dcId: 5 },
      { token: '1111111:old-secret', firstName: 'Old bot', username: 'old_bot', tokenExpired: true },
    ],
    apps: [PRACTICE_APP],
  });
  await trustPracticeKey(dc.publicKey);
  clients = new RawClients(dc.ports);
});
afterAll(() => dc.stop());
afterEach(() => clients.closeAll());

function importBot(botAuthToken: string) {
  return new Api.auth.ImportBotAuthorization({ flags: 0, ...PRACTICE_APP, botAuthToken });
}

describe('signing in with a code', () => {
  it('goes from a code to the account behind the number', async () => {
    const client = await clients.connected();
    await signInWithCode(client, ANNA, '12345');
    expect(await self(client)).toMatchObject({
      firstName: 'Anna',
      lastName: 'Adler',
      username: 'anna',
      phone: '4930901820',
    });
  });

  it('tells where the code went, its length, what comes next and when', async () => {
    const sent = await sendCode(await clients.connected(), ANNA);
    expect(sent.type).toMatchObject({ className: 'auth.SentCodeTypeApp', length: 5 });
    expect(sent.nextType).toMatchObject({ className: 'auth.CodeTypeSms' });
    expect(sent.timeout).toBe(60);
  });

  it('sends the code by the next way on request, until no way is left', async () => {
    const client = await clients.connected();
    const { phoneCodeHash } = await sendCode(client, ANNA);
    const resend = () => client.invoke(new Api.auth.ResendCode({ phoneNumber: ANNA, phoneCodeHash }));
    expect(await resend()).toMatchObject({ type: { className: 'auth.SentCodeTypeSms' } });
    await expect(resend()).rejects.toMatchObject({ code: 406, errorMessage: 'SEND_CODE_UNAVAILABLE' });
  });

  it('refuses a wrong code and takes the right one afterwards', async () => {
    const client = await clients.connected();
    const { phoneCodeHash } = await sendCode(client, ANNA);
    const signIn = (phoneCode: string) =>
      client.invoke(new Api.auth.SignIn({ phoneNumber: ANNA, phoneCodeHash, phoneCode }));
    await expect(signIn('99999')).rejects.toMatchObject({ errorMessage: 'PHONE_CODE_INVALID' });
    await expect(signIn('')).rejects.toMatchObject({ errorMessage: 'PHONE_CODE_EMPTY' });
    await signIn('12345');
    expect(await self(client)).toMatchObject({ firstName: 'Anna' });
  });

  it('refuses a code that was used, cancelled or has expired', async () => {
    const client = await clients.connected();
    const expired = { code: 400, errorMessage: 'PHONE_CODE_EXPIRED' };
    const signIn = (phoneCodeHash: string) =>
      client.invoke(new Api.auth.SignIn({ phoneNumber: ANNA, phoneCodeHash, phoneCode: '12345' }));
    const first = await sendCode(client, ANNA);
    await signIn(first.phoneCodeHash);
    await expect(signIn(first.phoneCodeHash)).rejects.toMatchObject(expired);
    const second = await sendCode(client, ANNA);
    await client.invoke(new Api.auth.CancelCode({ phoneNumber: ANNA, phoneCodeHash: second.phoneCodeHash }));
    await expect(signIn(second.phoneCodeHash)).rejects.toMatchObject(expired);
    const third = await sendCode(client, ANNA);
    await dc.control.call('expireCodes', { phone: ANNA });
    await expect(signIn(third.phoneCodeHash)).rejects.toMatchObject(expired);
  });

  it('asks somebody without an account to sign up', async () => {
    const answer = await signInWithCode(await clients.connected(), NOBODY, '12345');
    expect(answer).toBeInstanceOf(Api.auth.AuthorizationSignUpRequired);
  });

  it.each([
    ['12', 'PHONE_NUMBER_INVALID'],
    [BANNED, 'PHONE_NUMBER_BANNED'],
  ])('refuses the number %s with %s', async (phone, errorMessage) => {
    const client = await clients.connected();
    await expect(sendCode(client, phone)).rejects.toMatchObject({ code: 400, errorMessage });
  });

  it('sends gramjs to the data centre where the account lives', async () => {
    const client = await clients.connected();
    await signInWithCode(client, CARLA, '654321');
    expect(client.session.dcId).toBe(4);
    expect(client.session.serverAddress).toBe('149.154.167.91');
    expect(await self(client)).toMatchObject({ firstName: 'Carla' });
  });

  it('signs in without a code if the answer to sendCode says so', async () => {
    const client = await clients.connected();
    const settings = new Api.CodeSettings({});
    const answer = await client.invoke(
      new Api.auth.SendCode({ phoneNumber: REMEMBERED, ...PRACTICE_APP, settings }),
    );
    expect(answer).toBeInstanceOf(Api.auth.SentCodeSuccess);
    expect(await self(client)).toMatchObject({ firstName: 'Rosa' });
  });

  it('has a login e-mail set up first if the account needs one', async () => {
    const client = await clients.connected();
    const { type, phoneCodeHash } = await sendCode(client, WITHOUT_EMAIL);
    expect(type).toBeInstanceOf(Api.auth.SentCodeTypeSetUpEmailRequired);
    const phoneNumber = WITHOUT_EMAIL;
    const purpose = new Api.EmailVerifyPurposeLoginSetup({ phoneNumber, phoneCodeHash });
    const email = 'emil@example.org';
    // Not through invoke(): gramjs takes any answer with a field `length` for a list, and fails.
    const mailed = await client._sender?.send(new Api.account.SendVerifyEmailCode({ purpose, email }));
    expect(mailed).toMatchObject({ emailPattern: 'e***@example.org', length: 5 });
    const verification = new Api.EmailVerificationCode({ code: '12345' });
    const verified = await client.invoke(new Api.account.VerifyEmail({ purpose, verification }));
    expect(verified).toMatchObject({ sentCode: { type: { className: 'auth.SentCodeTypeEmailCode' } } });
    await client.invoke(new Api.auth.SignIn({ phoneNumber, phoneCodeHash, emailVerification: verification }));
    expect(await self(client)).toMatchObject({ firstName: 'Emil' });
  });

  it('refuses an application it does not know', async () => {
    const client = await clients.connected();
    const settings = new Api.CodeSettings({});
    const request = new Api.auth.SendCode({ phoneNumber: ANNA, apiId: 1, apiHash: 'wrong', settings });
    await expect(client.invoke(request)).rejects.toMatchObject({ errorMessage: 'API_ID_INVALID' });
  });
});

describe('signing a bot in', () => {
  it('takes a bot token', async () => {
    const client = await clients.connected();
    await client.invoke(importBot('1234567:near-secret'));
    const user = await self(client);
    expect(user).toMatchObject({ bot: true, username: 'near_bot' });
    expect(user.id.toString()).toBe('1234567');
  });

  it('sends gramjs to the data centre where the bot lives', async () => {
    const client = await clients.connected();
    await client.invoke(importBot('7654321:far-secret'));
    expect(client.session.dcId).toBe(5);
    expect(await self(client)).toMatchObject({ username: 'far_bot' });
  });

  it.each([
    ['1234567:guessed', 'ACCESS_TOKEN_INVALID'],
    ['1111111:old-secret', 'ACCESS_TOKEN_EXPIRED'],
  ])('refuses the token %s with %s', async (token, errorMessage) => {
    const client = await clients.connected();
    await expect(client.invoke(importBot(token))).rejects.toMatchObject({ code: 400, errorMessage });
  });
});
