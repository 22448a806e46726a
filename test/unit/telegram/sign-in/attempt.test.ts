import { beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../shared/result.ts';
import { sentCode, signedIn } from '../../../fixtures/scripted-telegram.ts';
import {
  AttemptBench,
  back,
  chooseBot,
  choosePhone,
  passwordNeeded,
  phoneNumber,
  resend,
  retry,
  submitCode,
  submitPassword,
  submitPhone,
  submitToken,
} from '../../../fixtures/sign-in-attempt.ts';

let bench: AttemptBench;

beforeEach(() => {
  bench = new AttemptBench();
});

describe('the way of a phone number', () => {
  it('goes from the method to the stored session', async () => {
    bench.telegram.next('signIn', passwordNeeded);
    const codeView = await bench.walk(choosePhone, submitPhone);
    expect(codeView.step).toEqual({
      kind: 'code',
      phoneNumber,
      delivery: 'app',
      length: 5,
      deliveryHint: null,
      nextDelivery: 'sms',
      sentAt: bench.nowMs,
      resendAt: bench.nowMs + 60_000,
      error: null,
    });
    expect((await bench.walk(submitCode)).step).toEqual({ kind: 'password', hint: 'breakfast', error: null });
    expect((await bench.walk(submitPassword)).step).toMatchObject({
      kind: 'done',
      account: { name: 'Ada' },
      fingerprint: 'f1f1f1f1',
      uri: 's3://b/teleapp',
      storedAt: bench.nowMs,
    });
    expect(bench.telegram.calls).toEqual([
      'connect teleapp',
      `sendCode ${phoneNumber}`,
      `signIn ${phoneNumber} hash-1 12345`,
      'checkPassword  spaces count',
      'accept open:1',
      'whoAmI',
      'store Ada open:0',
    ]);
  });

  it('tells each thing it does while it does it', async () => {
    await bench.walk(choosePhone, submitPhone, submitCode);
    const told = bench.views.map(({ step, activity }) => `${step.kind} ${activity}`);
    expect(told).toEqual([
      'phone null',
      'phone connecting',
      'phone requesting-code',
      'code null',
      'code checking-code',
      'code checking-code',
      'storing storing',
      'storing verifying',
      'done null',
    ]);
  });

  it('begins at a known number and can still go back to the choice of method', async () => {
    bench = new AttemptBench(phoneNumber);
    expect(bench.attempt.view()).toMatchObject({ step: { kind: 'phone', phoneNumber }, canGoBack: true });
    expect((await bench.walk(back)).step.kind).toBe('method');
    expect((await bench.walk(choosePhone)).step).toMatchObject({ kind: 'phone', phoneNumber });
  });

  it('asks nobody about a number that is none, and keeps it', async () => {
    const view = await bench.walk(choosePhone, { type: 'submit-phone', phoneNumber: '12' });
    expect(view.step).toEqual({ kind: 'phone', phoneNumber: '12', error: { code: 'phone-malformed' } });
    expect(bench.telegram.calls).toEqual([]);
  });

  it('is finished at once if Telegram needs no code', async () => {
    bench.telegram.next('sendCode', ok(signedIn));
    expect((await bench.walk(choosePhone, submitPhone)).step.kind).toBe('done');
  });
});

describe('the key of a sign-in', () => {
  it('is kept before each call that may be accepted, and no earlier', async () => {
    bench.telegram.candidate = bench.telegram.authorization;
    bench.telegram.next('signIn', passwordNeeded);
    await bench.walk(choosePhone, submitPhone, submitCode, submitPassword);
    const calls = bench.telegram.calls.map((call) => call.split(' ')[0]);
    expect(calls).toEqual([
      'connect',
      'sendCode',
      'offer',
      'signIn',
      'offer',
      'checkPassword',
      'accept',
      'whoAmI',
      'store',
    ]);
  });
});

describe('the way of a bot token', () => {
  it('goes from the token to the stored session', async () => {
    expect((await bench.walk(chooseBot, submitToken)).step.kind).toBe('done');
    expect(bench.telegram.calls.map((call) => call.split(' ')[0])).toEqual([
      'connect',
      'importBotToken',
      'accept',
      'whoAmI',
      'store',
    ]);
  });

  it('asks nobody about a token that is none', async () => {
    const view = await bench.walk(chooseBot, { type: 'submit-bot-token', token: 'hunter2' });
    expect(view.step).toEqual({ kind: 'bot-token', error: { code: 'bot-token-malformed' } });
    expect(bench.telegram.calls).toEqual([]);
  });
});

describe('refusals', () => {
  it.each(['code-invalid', 'code-expired', 'telegram-unreachable', 'telegram-timeout'] as const)(
    'stays on the code step after %s and takes the next code over the same connection',
    async (code) => {
      bench.telegram.next('signIn', fail(code));
      const view = await bench.walk(choosePhone, submitPhone, submitCode);
      expect(view.step).toMatchObject({ kind: 'code', phoneNumber, error: { code } });
      expect((await bench.walk(submitCode)).step.kind).toBe('done');
      expect(bench.count('connect')).toBe(1);
    },
  );

  it('keeps the password step after a wrong password', async () => {
    bench.telegram.next('signIn', passwordNeeded);
    bench.telegram.next('checkPassword', fail('password-invalid'));
    const view = await bench.walk(choosePhone, submitPhone, submitCode, submitPassword);
    expect(view.step).toEqual({ kind: 'password', hint: 'breakfast', error: { code: 'password-invalid' } });
    expect((await bench.walk(submitPassword)).step.kind).toBe('done');
  });

  it('wants a password before it asks', async () => {
    bench.telegram.next('signIn', passwordNeeded);
    const view = await bench.walk(choosePhone, submitPhone, submitCode, {
      type: 'submit-password',
      password: '',
    });
    expect(view.step).toMatchObject({ kind: 'password', error: { code: 'password-empty' } });
    expect(bench.count('checkPassword')).toBe(0);
  });

  it.each([
    'phone-number-banned',
    'phone-number-invalid',
    'phone-unoccupied',
    'email-setup-required',
  ] as const)('stays on the phone step after %s with the number kept', async (code) => {
    bench.telegram.next('sendCode', fail(code));
    const view = await bench.walk(choosePhone, submitPhone);
    expect(view.step).toEqual({ kind: 'phone', phoneNumber, error: { code } });
  });

  it('leads back to the number when its code shows that nobody has it', async () => {
    bench.telegram.next('signIn', fail('phone-unoccupied'));
    const view = await bench.walk(choosePhone, submitPhone, submitCode);
    expect(view.step).toEqual({ kind: 'phone', phoneNumber, error: { code: 'phone-unoccupied' } });
  });

  it('starts over with words of its own when Telegram forgets the connection’s key', async () => {
    bench.telegram.next('signIn', fail('session-key-unknown'));
    const view = await bench.walk(choosePhone, submitPhone, submitCode);
    expect(view.step).toEqual({ kind: 'phone', phoneNumber, error: { code: 'sign-in-restarted' } });
    expect(bench.telegram.openConnections).toBe(0);
    expect((await bench.walk(submitPhone, submitCode)).step.kind).toBe('done');
  });

  it.each(['api-id-invalid', 'api-id-flood', 'app-outdated'] as const)(
    'fails with %s, which nothing typed here can solve, and can be tried again',
    async (code) => {
      bench.telegram.next('sendCode', fail(code));
      expect((await bench.walk(choosePhone, submitPhone)).step).toEqual({ kind: 'failed', error: { code } });
      expect(bench.telegram.openConnections).toBe(0);
      expect((await bench.walk(retry)).step).toEqual({ kind: 'phone', phoneNumber, error: null });
    },
  );

  it('refuses what the step does not ask for', async () => {
    for (const action of [submitPhone, submitCode, submitPassword, submitToken, resend, retry, back]) {
      expect(await bench.attempt.act(action)).toEqual(fail('step-mismatch'));
    }
    expect(bench.views).toEqual([]);
  });
});

describe('a flood wait', () => {
  it('refuses to submit with the rest of the wait until it is over', async () => {
    bench.telegram.next('signIn', fail('flood-wait', undefined, 30));
    const view = await bench.walk(choosePhone, submitPhone, submitCode);
    expect(view).toMatchObject({
      waitUntil: bench.nowMs + 30_000,
      step: { kind: 'code', error: { code: 'flood-wait' } },
    });
    bench.nowMs += 12_500;
    expect(await bench.attempt.act(submitCode)).toEqual(fail('flood-wait', undefined, 18));
    bench.nowMs += 17_500;
    const after = await bench.walk(submitCode);
    expect(after).toMatchObject({ waitUntil: null, step: { kind: 'done' } });
    expect(bench.count('signIn')).toBe(2);
  });
});

describe('another code', () => {
  it('is asked for when Telegram allows it, and shows where it went', async () => {
    await bench.walk(choosePhone, submitPhone);
    expect(await bench.attempt.act(resend)).toEqual(fail('resend-not-yet', undefined, 60));
    bench.nowMs += 60_000;
    bench.telegram.next(
      'resendCode',
      ok({ ...sentCode, delivery: 'sms', nextDelivery: null, phoneCodeHash: 'hash-2' }),
    );
    expect((await bench.walk(resend)).step).toMatchObject({
      kind: 'code',
      delivery: 'sms',
      nextDelivery: null,
    });
    expect(await bench.attempt.act(resend)).toEqual(fail('code-not-sent'));
    await bench.walk(submitCode);
    expect(bench.telegram.calls).toContain(`resendCode ${phoneNumber} hash-1`);
    expect(bench.telegram.calls).toContain(`signIn ${phoneNumber} hash-2 12345`);
  });

  it('is offered at once after an expired one, and is then a fresh one', async () => {
    bench.telegram.next('signIn', fail('code-expired'));
    bench.telegram.next('sendCode', ok({ ...sentCode, nextDelivery: null, resendAfterSeconds: null }));
    const view = await bench.walk(choosePhone, submitPhone, submitCode);
    expect(view.step).toMatchObject({ nextDelivery: 'app', resendAt: bench.nowMs });
    expect((await bench.walk(resend)).step).toMatchObject({ kind: 'code', error: null });
    expect(bench.count('sendCode')).toBe(2);
  });

  it('is no longer offered when no way is left', async () => {
    bench.nowMs = 0;
    bench.telegram.next('resendCode', fail('code-not-sent'));
    await bench.walk(choosePhone, submitPhone);
    bench.nowMs += 60_000;
    expect((await bench.walk(resend)).step).toMatchObject({
      kind: 'code',
      nextDelivery: null,
      error: { code: 'code-not-sent' },
    });
  });
});
