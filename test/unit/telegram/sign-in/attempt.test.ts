import { beforeEach, describe, expect, it } from 'vitest';
import { SignInAttempt } from '../../../../electron/main/telegram/sign-in/attempt.ts';
import type { SignInAction } from '../../../../shared/ipc.ts';
import { fail, ok } from '../../../../shared/result.ts';
import type { SignInView } from '../../../../shared/sign-in.ts';
import { ScriptedTelegram, sentCode, signedIn } from '../../../fixtures/scripted-telegram.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const phoneNumber = '+4915123456789';
const token = `123456789:${'aB-_9'.repeat(7)}`;
const passwordNeeded = ok({ kind: 'password-needed', hint: 'breakfast' } as const);

let telegram: ScriptedTelegram;
let views: SignInView[];
let nowMs: number;
let attempt: SignInAttempt;

function create(knownPhoneNumber: string | null): SignInAttempt {
  const identity = { attemptId: 'a', profileId: 'p', namespace: 'teleapp', purpose: 'sign-in' } as const;
  const services = {
    gateway: telegram,
    sink: telegram,
    fingerprintOf: () => 'f1f1f1f1',
    now: () => nowMs,
    logger: silentLogger,
  };
  return new SignInAttempt(identity, knownPhoneNumber, services, (view) => views.push(view));
}

beforeEach(() => {
  telegram = new ScriptedTelegram();
  views = [];
  nowMs = 1_000_000;
  attempt = create(null);
});

async function walk(...actions: SignInAction[]): Promise<SignInView> {
  for (const action of actions) {
    const result = await attempt.act(action);
    expect(result).toMatchObject({ ok: true });
  }
  return attempt.view();
}

const choosePhone: SignInAction = { type: 'choose-method', method: 'phone' };
const chooseBot: SignInAction = { type: 'choose-method', method: 'bot-token' };
const submitPhone: SignInAction = { type: 'submit-phone', phoneNumber: '+49 1512 3456789' };
const submitCode: SignInAction = { type: 'submit-code', code: '123-45' };
const submitPassword: SignInAction = { type: 'submit-password', password: ' spaces count ' };
const submitToken: SignInAction = { type: 'submit-bot-token', token };
const back: SignInAction = { type: 'back' };
const retry: SignInAction = { type: 'retry' };
const resend: SignInAction = { type: 'resend-code' };

describe('the way of a phone number', () => {
  it('goes from the method to the stored session', async () => {
    telegram.next('signIn', passwordNeeded);
    const codeView = await walk(choosePhone, submitPhone);
    expect(codeView.step).toEqual({
      kind: 'code',
      phoneNumber,
      delivery: 'app',
      length: 5,
      deliveryHint: null,
      nextDelivery: 'sms',
      resendAt: nowMs + 60_000,
      error: null,
    });
    expect((await walk(submitCode)).step).toEqual({ kind: 'password', hint: 'breakfast', error: null });
    expect((await walk(submitPassword)).step).toMatchObject({
      kind: 'done',
      account: { name: 'Ada' },
      fingerprint: 'f1f1f1f1',
      uri: 's3://b/teleapp',
      storedAt: nowMs,
    });
    expect(telegram.calls).toEqual([
      'connect teleapp',
      `sendCode ${phoneNumber}`,
      `signIn ${phoneNumber} hash-1 12345`,
      'checkPassword  spaces count',
      'whoAmI',
      'store teleapp Ada dc2 open:0',
    ]);
  });

  it('tells each thing it does while it does it', async () => {
    await walk(choosePhone, submitPhone, submitCode);
    const told = views.map(({ step, activity }) => `${step.kind} ${activity}`);
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
    attempt = create(phoneNumber);
    expect(attempt.view()).toMatchObject({ step: { kind: 'phone', phoneNumber }, canGoBack: true });
    expect((await walk(back)).step.kind).toBe('method');
    expect((await walk(choosePhone)).step).toMatchObject({ kind: 'phone', phoneNumber });
  });

  it('asks nobody about a number that is none, and keeps it', async () => {
    const view = await walk(choosePhone, { type: 'submit-phone', phoneNumber: '12' });
    expect(view.step).toEqual({ kind: 'phone', phoneNumber: '12', error: { code: 'phone-malformed' } });
    expect(telegram.calls).toEqual([]);
  });

  it('is finished at once where Telegram needs no code', async () => {
    telegram.next('sendCode', ok(signedIn));
    expect((await walk(choosePhone, submitPhone)).step.kind).toBe('done');
  });
});

describe('the way of a bot token', () => {
  it('goes from the token to the stored session', async () => {
    expect((await walk(chooseBot, submitToken)).step.kind).toBe('done');
    expect(telegram.calls.map((call) => call.split(' ')[0])).toEqual([
      'connect',
      'importBotToken',
      'whoAmI',
      'store',
    ]);
  });

  it('asks nobody about a token that is none', async () => {
    const view = await walk(chooseBot, { type: 'submit-bot-token', token: 'hunter2' });
    expect(view.step).toEqual({ kind: 'bot-token', error: { code: 'bot-token-malformed' } });
    expect(telegram.calls).toEqual([]);
  });
});

describe('refusals', () => {
  it.each(['code-invalid', 'code-expired', 'telegram-unreachable', 'telegram-timeout'] as const)(
    'stays on the code step after %s and takes the next code over the same connection',
    async (code) => {
      telegram.next('signIn', fail(code));
      const view = await walk(choosePhone, submitPhone, submitCode);
      expect(view.step).toMatchObject({ kind: 'code', phoneNumber, error: { code } });
      expect((await walk(submitCode)).step.kind).toBe('done');
      expect(telegram.calls.filter((call) => call.startsWith('connect'))).toHaveLength(1);
    },
  );

  it('keeps the password step after a wrong password', async () => {
    telegram.next('signIn', passwordNeeded);
    telegram.next('checkPassword', fail('password-invalid'));
    const view = await walk(choosePhone, submitPhone, submitCode, submitPassword);
    expect(view.step).toEqual({ kind: 'password', hint: 'breakfast', error: { code: 'password-invalid' } });
    expect((await walk(submitPassword)).step.kind).toBe('done');
  });

  it('wants a password before it asks', async () => {
    telegram.next('signIn', passwordNeeded);
    const view = await walk(choosePhone, submitPhone, submitCode, { type: 'submit-password', password: '' });
    expect(view.step).toMatchObject({ kind: 'password', error: { code: 'password-empty' } });
    expect(telegram.calls.some((call) => call.startsWith('checkPassword'))).toBe(false);
  });

  it.each([
    'phone-number-banned',
    'phone-number-invalid',
    'phone-unoccupied',
    'email-setup-required',
  ] as const)('stays on the phone step after %s with the number kept', async (code) => {
    telegram.next('sendCode', fail(code));
    const view = await walk(choosePhone, submitPhone);
    expect(view.step).toEqual({ kind: 'phone', phoneNumber, error: { code } });
  });

  it('leads back to the number when its code shows that nobody has it', async () => {
    telegram.next('signIn', fail('phone-unoccupied'));
    const view = await walk(choosePhone, submitPhone, submitCode);
    expect(view.step).toEqual({ kind: 'phone', phoneNumber, error: { code: 'phone-unoccupied' } });
  });

  it('starts over with words of its own when Telegram forgets the connection’s key', async () => {
    telegram.next('signIn', fail('session-key-unknown'));
    const view = await walk(choosePhone, submitPhone, submitCode);
    expect(view.step).toEqual({ kind: 'phone', phoneNumber, error: { code: 'sign-in-restarted' } });
    expect(telegram.openConnections).toBe(0);
    expect((await walk(submitPhone, submitCode)).step.kind).toBe('done');
  });

  it.each(['api-id-invalid', 'api-id-flood', 'app-outdated'] as const)(
    'fails with %s, which nothing typed here can solve, and can be tried again',
    async (code) => {
      telegram.next('sendCode', fail(code));
      expect((await walk(choosePhone, submitPhone)).step).toEqual({ kind: 'failed', error: { code } });
      expect(telegram.openConnections).toBe(0);
      expect((await walk(retry)).step).toEqual({ kind: 'phone', phoneNumber, error: null });
    },
  );

  it('refuses what the step does not ask for', async () => {
    for (const action of [submitPhone, submitCode, submitPassword, submitToken, resend, retry, back]) {
      expect(await attempt.act(action)).toEqual(fail('step-mismatch'));
    }
    expect(views).toEqual([]);
  });
});

describe('a flood wait', () => {
  it('refuses to submit with the rest of the wait until it is over', async () => {
    telegram.next('signIn', fail('flood-wait', undefined, 30));
    const view = await walk(choosePhone, submitPhone, submitCode);
    expect(view).toMatchObject({
      waitUntil: nowMs + 30_000,
      step: { kind: 'code', error: { code: 'flood-wait' } },
    });
    nowMs += 12_500;
    expect(await attempt.act(submitCode)).toEqual(fail('flood-wait', undefined, 18));
    nowMs += 17_500;
    const after = await walk(submitCode);
    expect(after).toMatchObject({ waitUntil: null, step: { kind: 'done' } });
    expect(telegram.calls.filter((call) => call.startsWith('signIn'))).toHaveLength(2);
  });
});

describe('another code', () => {
  it('is asked for when Telegram allows it, and shows where it went', async () => {
    await walk(choosePhone, submitPhone);
    expect(await attempt.act(resend)).toEqual(fail('resend-not-yet', undefined, 60));
    nowMs += 60_000;
    telegram.next(
      'resendCode',
      ok({ ...sentCode, delivery: 'sms', nextDelivery: null, phoneCodeHash: 'hash-2' }),
    );
    expect((await walk(resend)).step).toMatchObject({ kind: 'code', delivery: 'sms', nextDelivery: null });
    expect(await attempt.act(resend)).toEqual(fail('code-not-sent'));
    await walk(submitCode);
    expect(telegram.calls).toContain(`resendCode ${phoneNumber} hash-1`);
    expect(telegram.calls).toContain(`signIn ${phoneNumber} hash-2 12345`);
  });

  it('is offered at once after an expired one, and is then a fresh one', async () => {
    telegram.next('signIn', fail('code-expired'));
    telegram.next('sendCode', ok({ ...sentCode, nextDelivery: null, resendAfterSeconds: null }));
    const view = await walk(choosePhone, submitPhone, submitCode);
    expect(view.step).toMatchObject({ nextDelivery: 'app', resendAt: nowMs });
    expect((await walk(resend)).step).toMatchObject({ kind: 'code', error: null });
    expect(telegram.calls.filter((call) => call.startsWith('sendCode'))).toHaveLength(2);
  });

  it('is no longer offered when no way is left', async () => {
    nowMs = 0;
    telegram.next('resendCode', fail('code-not-sent'));
    await walk(choosePhone, submitPhone);
    nowMs += 60_000;
    expect((await walk(resend)).step).toMatchObject({
      kind: 'code',
      nextDelivery: null,
      error: { code: 'code-not-sent' },
    });
  });
});

describe('going back', () => {
  it('keeps the number, closes the connection and makes a fresh one for the next try', async () => {
    telegram.next('signIn', passwordNeeded);
    await walk(choosePhone, submitPhone, submitCode);
    expect((await walk(back)).step).toEqual({ kind: 'phone', phoneNumber, error: null });
    expect(telegram.openConnections).toBe(0);
    await walk(submitPhone);
    expect(telegram.calls.filter((call) => call.startsWith('connect'))).toHaveLength(2);
  });

  it.each(['connect', 'sendCode'] as const)('abandons %s while it is under way', async (call) => {
    const held = telegram.hold(call);
    await walk(choosePhone);
    const submitting = attempt.act(submitPhone);
    await expect.poll(() => telegram.calls.some((made) => made.startsWith(call))).toBe(true);
    await walk(back);
    held.release(ok(call === 'connect' ? null : sentCode));
    await submitting;
    expect(attempt.view()).toMatchObject({ step: { kind: 'method', error: null }, activity: null });
    expect(telegram.openConnections).toBe(0);
  });

  it('does not ask twice when a button is pressed twice', async () => {
    const held = telegram.hold('sendCode');
    await walk(choosePhone);
    const first = attempt.act(submitPhone);
    await expect.poll(() => telegram.calls).toContain(`sendCode ${phoneNumber}`);
    expect(await attempt.act(submitPhone)).toMatchObject({
      ok: true,
      value: { activity: 'requesting-code' },
    });
    held.release(ok(sentCode));
    await first;
    expect(telegram.calls.filter((call) => call.startsWith('sendCode'))).toHaveLength(1);
  });
});

describe('storing', () => {
  it('repeats the storing and never the sign-in', async () => {
    telegram.next('store', fail('store-unreachable', { endpoint: 'http://localhost:9000' }));
    const view = await walk(choosePhone, submitPhone, submitCode);
    expect(view).toMatchObject({
      step: { kind: 'storing', account: { name: 'Ada' }, error: { code: 'store-unreachable' } },
      activity: null,
      canGoBack: false,
    });
    expect(await attempt.act(back)).toEqual(fail('step-mismatch'));
    expect((await walk(retry)).step.kind).toBe('done');
    expect(telegram.calls.filter((call) => call.startsWith('signIn'))).toHaveLength(1);
    expect(telegram.calls.filter((call) => call.startsWith('store'))).toHaveLength(2);
  });

  it('happens after the connection is closed, even when nobody could be asked who it is', async () => {
    telegram.next('whoAmI', fail('telegram-unreachable'));
    await walk(choosePhone, submitPhone, submitCode);
    expect(telegram.calls.at(-1)).toBe('store teleapp Answer dc2 open:0');
  });

  it('happens although the attempt is closed, once Telegram has accepted the sign-in', async () => {
    const held = telegram.hold('whoAmI');
    await walk(choosePhone, submitPhone);
    const submitting = attempt.act(submitCode);
    await expect.poll(() => telegram.calls).toContain('whoAmI');
    const closing = attempt.close();
    expect(await attempt.act(back)).toEqual(fail('attempt-gone'));
    held.release(fail('telegram-timeout'));
    await Promise.all([submitting, closing]);
    expect(telegram.calls.at(-1)).toBe('store teleapp Answer dc2 open:0');
  });

  it('leaves the step for another try when the sink has a bug, and lets the bug be seen', async () => {
    telegram.next('store', new Error('bug'));
    await walk(choosePhone, submitPhone);
    await expect(attempt.act(submitCode)).rejects.toThrow('bug');
    expect(attempt.view()).toMatchObject({ step: { kind: 'storing' }, activity: null });
    expect((await walk(retry)).step.kind).toBe('done');
  });
});

describe('closing', () => {
  it('ends what is under way and changes nothing any more', async () => {
    const held = telegram.hold('signIn');
    await walk(choosePhone, submitPhone);
    const submitting = attempt.act(submitCode);
    await expect.poll(() => telegram.calls.some((call) => call.startsWith('signIn'))).toBe(true);
    const told = views.length;
    await attempt.close();
    held.release(ok(signedIn));
    await submitting;
    expect(telegram.openConnections).toBe(0);
    expect(telegram.calls.some((call) => call.startsWith('store'))).toBe(false);
    expect(views).toHaveLength(told);
    expect(await attempt.act(submitCode)).toEqual(fail('attempt-gone'));
  });
});

describe('what was typed', () => {
  it('appears nowhere in what the window is told', async () => {
    telegram.next('signIn', passwordNeeded);
    telegram.next('checkPassword', fail('password-invalid'));
    await walk(choosePhone, submitPhone, submitCode, submitPassword);
    await walk(back, back, chooseBot);
    telegram.next('importBotToken', fail('bot-token-invalid'));
    await walk(submitToken);
    const told = JSON.stringify(views);
    for (const secret of ['12345"', '123-45', 'spaces count', token]) expect(told).not.toContain(secret);
  });
});
