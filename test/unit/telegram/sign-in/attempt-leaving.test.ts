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
  token,
} from '../../../fixtures/sign-in-attempt.ts';

let bench: AttemptBench;

beforeEach(() => {
  bench = new AttemptBench();
});

describe('going back', () => {
  it('keeps the number, closes the connection and makes a fresh one for the next try', async () => {
    bench.telegram.next('signIn', passwordNeeded);
    await bench.walk(choosePhone, submitPhone, submitCode);
    expect((await bench.walk(back)).step).toEqual({ kind: 'phone', phoneNumber, error: null });
    expect(bench.telegram.openConnections).toBe(0);
    await bench.walk(submitPhone);
    expect(bench.count('connect')).toBe(2);
  });

  it.each(['connect', 'sendCode'] as const)('abandons %s while it is under way', async (call) => {
    const held = bench.telegram.hold(call);
    await bench.walk(choosePhone);
    const submitting = bench.attempt.act(submitPhone);
    await expect.poll(() => bench.telegram.calls.some((made) => made.startsWith(call))).toBe(true);
    await bench.walk(back);
    held.release(ok(call === 'connect' ? null : sentCode));
    await submitting;
    expect(bench.attempt.view()).toMatchObject({ step: { kind: 'method', error: null }, activity: null });
    expect(bench.telegram.openConnections).toBe(0);
  });

  it('does not ask twice when a button is pressed twice', async () => {
    const held = bench.telegram.hold('sendCode');
    await bench.walk(choosePhone);
    const first = bench.attempt.act(submitPhone);
    await expect.poll(() => bench.telegram.calls).toContain(`sendCode ${phoneNumber}`);
    expect(await bench.attempt.act(submitPhone)).toMatchObject({
      ok: true,
      value: { activity: 'requesting-code' },
    });
    held.release(ok(sentCode));
    await first;
    expect(bench.count('sendCode')).toBe(1);
  });
});

describe('storing', () => {
  it('repeats the storing and never the sign-in', async () => {
    bench.telegram.next('store', fail('store-unreachable', { endpoint: 'http://localhost:9000' }));
    const view = await bench.walk(choosePhone, submitPhone, submitCode);
    expect(view).toMatchObject({
      step: { kind: 'storing', account: { name: 'Ada' }, error: { code: 'store-unreachable' } },
      activity: null,
      canGoBack: false,
    });
    expect(await bench.attempt.act(back)).toEqual(fail('step-mismatch'));
    expect((await bench.walk(retry)).step.kind).toBe('done');
    expect(bench.count('signIn')).toBe(1);
    expect(bench.count('store')).toBe(2);
  });

  it('happens after the connection is closed, even when nobody could be asked who it is', async () => {
    bench.telegram.next('whoAmI', fail('telegram-unreachable'));
    await bench.walk(choosePhone, submitPhone, submitCode);
    expect(bench.telegram.calls.at(-1)).toBe('store none better open:0');
  });

  it('happens although the attempt is closed, once Telegram has accepted the sign-in', async () => {
    const held = bench.telegram.hold('whoAmI');
    await bench.walk(choosePhone, submitPhone);
    const submitting = bench.attempt.act(submitCode);
    await expect.poll(() => bench.telegram.calls).toContain('whoAmI');
    const closing = bench.attempt.close();
    expect(await bench.attempt.act(back)).toEqual(fail('attempt-gone'));
    held.release(fail('telegram-timeout'));
    await Promise.all([submitting, closing]);
    expect(bench.telegram.calls.at(-1)).toBe('store none better open:0');
  });

  it('shows at once what became of the session without it', async () => {
    bench.telegram.next('store', fail('store-unreachable', { endpoint: 'http://localhost:9000' }));
    await bench.walk(choosePhone, submitPhone, submitCode);
    bench.telegram.tell({ kind: 'storing', running: 'writing', error: null });
    expect(bench.attempt.view()).toMatchObject({
      step: { kind: 'storing', error: null },
      activity: 'storing',
    });
    bench.telegram.tell({ kind: 'stored', uri: 's3://b/teleapp' });
    expect(bench.views.at(-1)).toMatchObject({
      step: { kind: 'done', account: { name: 'Ada' }, uri: 's3://b/teleapp' },
      activity: null,
    });
    expect(bench.attempt.isFinished).toBe(true);
  });

  it('shows that the session was given up before its connection was closed', async () => {
    const held = bench.telegram.hold('whoAmI');
    await bench.walk(choosePhone, submitPhone);
    const submitting = bench.attempt.act(submitCode);
    await expect.poll(() => bench.telegram.calls).toContain('whoAmI');
    bench.telegram.tell({ kind: 'ended', error: { code: 'sign-in-discarded' } });
    held.release(fail('telegram-timeout'));
    await submitting;
    expect(bench.attempt.view()).toMatchObject({ step: { kind: 'ended' }, activity: null });
    expect(bench.telegram.openConnections).toBe(0);
    expect(bench.count('store')).toBe(0);
  });

  it('is over where the session was given up, and cannot bring it back', async () => {
    bench.telegram.next('store', fail('store-unreachable', { endpoint: 'http://localhost:9000' }));
    await bench.walk(choosePhone, submitPhone, submitCode);
    bench.telegram.tell({ kind: 'ended', error: { code: 'sign-in-discarded' } });
    expect(bench.views.at(-1)?.step).toEqual({ kind: 'ended', error: { code: 'sign-in-discarded' } });
    expect(await bench.attempt.act(retry)).toEqual(fail('step-mismatch'));
    expect(bench.attempt.isFinished).toBe(true);
    expect(bench.count('store')).toBe(1);
  });
});

/** Calls by which the sink was told about the key when the sign-in was left. */
function toldOfKey(): (string | undefined)[] {
  return bench.telegram.calls
    .map((call) => call.split(' ')[0])
    .filter((call) => call === 'withdraw' || call === 'leave');
}

async function submitCodeUnanswered() {
  const held = bench.telegram.hold('signIn');
  await bench.walk(choosePhone, submitPhone);
  const submitting = bench.attempt.act(submitCode);
  await expect.poll(() => bench.count('signIn')).toBe(1);
  return { held, submitting };
}

describe('closing', () => {
  it('ends what is under way, changes nothing any more, and leaves the key to be asked about', async () => {
    const { held, submitting } = await submitCodeUnanswered();
    const told = bench.views.length;
    await bench.attempt.close();
    held.release(ok(signedIn));
    await submitting;
    expect(bench.telegram.calls).toContain('leave open:0');
    expect(toldOfKey()).toEqual(['leave']);
    expect(bench.count('store')).toBe(0);
    expect(bench.views).toHaveLength(told);
    expect(await bench.attempt.act(submitCode)).toEqual(fail('attempt-gone'));
  });

  it('stores a session that Telegram had accepted just before', async () => {
    bench.telegram.answersBeatClosing = true;
    const { held, submitting } = await submitCodeUnanswered();
    await bench.attempt.close();
    held.release(ok(signedIn));
    await submitting;
    expect(bench.telegram.calls).toContain('accept open:0');
    expect(bench.telegram.calls.at(-1)).toContain('store ');
  });
});

describe('a key that Telegram may have accepted', () => {
  it('is asked about when the operator goes back before the answer, and the window says so', async () => {
    const { held, submitting } = await submitCodeUnanswered();
    expect((await bench.walk(back)).step).toEqual({
      kind: 'phone',
      phoneNumber,
      error: { code: 'sign-in-left' },
    });
    held.release(ok(signedIn));
    await submitting;
    expect(toldOfKey()).toEqual(['leave']);
  });

  it('shows the session where the answer came just before the operator went back', async () => {
    bench.telegram.answersBeatClosing = true;
    const { held, submitting } = await submitCodeUnanswered();
    await bench.walk(back);
    held.release(ok(signedIn));
    await submitting;
    expect(bench.attempt.view()).toMatchObject({ step: { kind: 'done' }, canGoBack: false });
  });

  it.each(['telegram-timeout', 'telegram-unreachable', 'telegram-server-error'] as const)(
    'is asked about when the operator goes back after %s',
    async (code) => {
      bench.telegram.next('checkPassword', fail(code));
      bench.telegram.next('signIn', passwordNeeded);
      await bench.walk(choosePhone, submitPhone, submitCode, submitPassword, back);
      expect(toldOfKey()).toEqual(['leave']);
    },
  );

  it('is given up once Telegram has refused it', async () => {
    bench.telegram.next('signIn', fail('telegram-timeout'));
    bench.telegram.next('signIn', fail('code-invalid'));
    await bench.walk(choosePhone, submitPhone, submitCode, submitCode, back);
    expect(toldOfKey()).toEqual(['withdraw']);
  });

  it('is given up while Telegram waits for the password', async () => {
    bench.telegram.next('signIn', passwordNeeded);
    await bench.walk(choosePhone, submitPhone, submitCode, back);
    expect(toldOfKey()).toEqual(['withdraw']);
  });

  it('is asked about when another error ends its connection', async () => {
    bench.telegram.next('signIn', fail('telegram-timeout'));
    bench.telegram.next('sendCode', ok({ ...sentCode, resendAfterSeconds: null }));
    bench.telegram.next('resendCode', fail('phone-number-banned'));
    await bench.walk(choosePhone, submitPhone, submitCode, resend);
    expect(toldOfKey()).toEqual(['leave']);
  });
});

describe('what was typed', () => {
  it('appears nowhere in what the window is told', async () => {
    bench.telegram.next('signIn', passwordNeeded);
    bench.telegram.next('checkPassword', fail('password-invalid'));
    await bench.walk(choosePhone, submitPhone, submitCode, submitPassword);
    await bench.walk(back, back, chooseBot);
    bench.telegram.next('importBotToken', fail('bot-token-invalid'));
    await bench.walk(submitToken);
    const told = JSON.stringify(bench.views);
    for (const secret of ['12345"', '123-45', 'spaces count', token]) expect(told).not.toContain(secret);
  });
});
