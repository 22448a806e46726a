import { describe, expect, it } from 'vitest';
import { FakeGateway } from '../../../../electron/main/telegram/fake/fake-gateway.ts';
import type { SignInConnection } from '../../../../electron/main/telegram/telegram-gateway.ts';
import { fail } from '../../../../shared/result.ts';

const gateway = new FakeGateway();
const never = new AbortController().signal;
const token = `123456789:${'aB-_9'.repeat(7)}`;

async function connection(): Promise<SignInConnection> {
  const result = await gateway.connect('teleapp', never);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe('the synthetic gateway of API_ID 0', () => {
  it('signs the same number in to the same account and session every time', async () => {
    const [first, second] = [await connection(), await connection()];
    for (const one of [first, second]) {
      expect(await one.sendCode('+4915123456789')).toMatchObject({ value: { length: 5, delivery: 'app' } });
      expect(await one.signIn('+4915123456789', 'synthetic', '12345')).toMatchObject({ ok: true });
    }
    expect(first.authorization()).toEqual(second.authorization());
    expect(first.authorization().authKey).toHaveLength(256);
    expect(first.authorization().address).toMatch(/^192\.0\.2\./);
    expect(await first.whoAmI()).toMatchObject({
      value: { info: { maskedPhone: '+49 ••• 89', isBot: false } },
    });
  });

  it('knows a wrong, an expired and the right code', async () => {
    const one = await connection();
    expect(await one.signIn('+4915123456789', 'synthetic', '54321')).toEqual(fail('code-invalid'));
    expect(await one.signIn('+4915123456789', 'synthetic', '00000')).toEqual(fail('code-expired'));
    expect(await one.resendCode('+4915123456789', 'synthetic')).toMatchObject({ value: { delivery: 'sms' } });
  });

  it('protects numbers ending in 22 by a password', async () => {
    const one = await connection();
    expect(await one.signIn('+4915123456722', 'synthetic', '12345')).toMatchObject({
      value: { kind: 'password-needed' },
    });
    expect(await one.checkPassword('wrong')).toEqual(fail('password-invalid'));
    expect(await one.checkPassword('synthetic')).toMatchObject({ value: { kind: 'signed-in' } });
  });

  it('has a number without account, one to wait for and one banned', async () => {
    const one = await connection();
    expect(await one.sendCode('+4915123456733')).toEqual(fail('phone-unoccupied'));
    expect(await one.sendCode('+4915123456744')).toEqual(fail('flood-wait', undefined, 30));
    expect(await one.sendCode('+4915123456755')).toEqual(fail('phone-number-banned'));
  });

  it('knows the sessions that it signed in, and no other', async () => {
    const one = await connection();
    expect(await one.importBotToken(token)).toMatchObject({ value: { account: { info: { isBot: true } } } });
    const authorization = one.authorization();
    expect(await gateway.probe('teleapp', authorization, never)).toMatchObject({
      value: { kind: 'authorized', account: { info: { id: '123456789' } } },
    });
    const other = { ...authorization, authKey: authorization.authKey.map((byte) => byte ^ 1) };
    expect(await gateway.probe('teleapp', other, never)).toMatchObject({
      value: { kind: 'unauthorized', reason: 'session-unregistered' },
    });
  });

  it('answers nothing once it is closed or called off', async () => {
    const one = await connection();
    await one.close();
    const cancelled = fail('sign-in-cancelled');
    expect(await one.sendCode('+4915123456789')).toEqual(cancelled);
    expect(await one.importBotToken(token)).toEqual(cancelled);
    expect(await gateway.connect('teleapp', AbortSignal.abort())).toEqual(cancelled);
  });
});
