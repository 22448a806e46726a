import { describe, expect, it } from 'vitest';
import { closingQuestion } from '../../../../../renderer/src/features/sign-in/closing-question.ts';
import {
  formatTyping,
  loadPhoneFormatter,
} from '../../../../../renderer/src/features/sign-in/phone-format.ts';
import { stepperPlace } from '../../../../../renderer/src/features/sign-in/stepper.ts';
import { deliveryWords, pinLength, resendLabel } from '../../../../../renderer/src/features/sign-in/words.ts';
import { withView } from '../../../../../renderer/src/stores/sign-in.ts';
import type { SignInStep } from '../../../../../shared/sign-in.ts';
import { account, codeStep, signInView } from '../../fixtures.ts';

const bot = { ...account, isBot: true };
const done = { fingerprint: 'a1b2c3d4', uri: 's3://b/k', storedAt: 0 };
const failed: SignInStep = { kind: 'failed', error: { code: 'phone-number-banned' } };

function placeAfter(...steps: SignInStep[]) {
  let attempts: ReturnType<typeof withView> = {};
  for (const step of steps) attempts = withView(attempts, signInView(step));
  const [attempt] = Object.values(attempts);
  return attempt ? stepperPlace(attempt) : null;
}

describe('the stepper', () => {
  it.each<[SignInStep, number]>([
    [{ kind: 'method', error: null }, 0],
    [{ kind: 'phone', phoneNumber: '', error: null }, 1],
    [codeStep, 2],
    [{ kind: 'password', hint: null, error: null }, 2],
    [{ kind: 'storing', account, fingerprint: 'a1', error: null }, 3],
    [{ kind: 'done', account, ...done }, 4],
  ])('puts %o of a phone sign-in at %i of four', (step, active) => {
    expect(placeAfter(step)).toEqual({ labels: ['Method', 'Phone', 'Code', 'Store'], active, failed: false });
  });

  it('has three marks for a bot', () => {
    expect(placeAfter({ kind: 'bot-token', error: null })).toMatchObject({ active: 1 });
    expect(placeAfter({ kind: 'storing', account: bot, fingerprint: 'a1', error: null })).toEqual({
      labels: ['Method', 'Bot token', 'Store'],
      active: 2,
      failed: false,
    });
    expect(placeAfter({ kind: 'done', account: bot, ...done })).toMatchObject({ active: 3 });
  });

  it('stays where the attempt was when it fails', () => {
    expect(placeAfter(codeStep, failed)).toMatchObject({ active: 2, failed: true });
    expect(placeAfter(failed)).toMatchObject({ active: 0, failed: true });
  });
});

describe('the code step', () => {
  it('has boxes for digits only if Telegram says how many', () => {
    expect(pinLength(codeStep)).toBe(5);
    expect(pinLength({ ...codeStep, length: null })).toBeNull();
    expect(pinLength({ ...codeStep, delivery: 'word' })).toBeNull();
    expect(pinLength({ ...codeStep, length: 40 })).toBeNull();
  });

  it('says where the code went', () => {
    expect(deliveryWords(codeStep)).toContain('Telegram app');
    expect(deliveryWords({ ...codeStep, delivery: 'sms' })).toContain('SMS to +49 1512 3456789');
    expect(deliveryWords({ ...codeStep, delivery: 'email', deliveryHint: 'a•••@example.org' })).toContain(
      'a•••@example.org',
    );
    expect(deliveryWords({ ...codeStep, delivery: 'missed-call', deliveryHint: '+4420' })).toContain(
      'last 5 digits of the calling number, which begins with +4420',
    );
  });

  it('names what comes next on the resend button', () => {
    expect(resendLabel('call')).toBe('Resend code by a call');
    expect(resendLabel(null)).toBe('Resend code');
  });
});

describe('closing the wizard', () => {
  const token = { kind: 'bot-token', error: null } as const;
  const storing = { kind: 'storing', account, fingerprint: 'a1' } as const;

  it.each([
    ['nothing has begun', signInView({ kind: 'method', error: null })],
    ['the session is stored', signInView({ kind: 'done', account, ...done })],
    ['the sign-in has failed', signInView(failed)],
  ])('asks nothing if %s', (_, view) => {
    expect(closingQuestion(view)).toBeNull();
  });

  it.each([
    ['a code was sent', signInView(codeStep), 'is lost'],
    ['a connection is being made', signInView(token, { activity: 'connecting' }), 'stopped'],
    ['Telegram is deciding', signInView(token, { activity: 'checking-token' }), 'stored all the same'],
  ])('warns of abandoning the sign-in once %s', (_, view, words) => {
    expect(closingQuestion(view)).toMatchObject({
      title: 'Cancel this sign-in?',
      explanation: expect.stringContaining(words),
      abandons: true,
    });
  });

  it.each([
    [
      'the store goes on being tried',
      { code: 'store-unreachable' } as const,
      'Close · keep trying in the background',
    ],
    ['it is being stored', null, 'Close · keep trying in the background'],
    ['a conflict waits for a decision', { code: 'store-conflict' } as const, 'Close · decide later'],
  ])('says that nothing is lost once the account is signed in and %s', (_, error, action) => {
    expect(closingQuestion(signInView({ ...storing, error }))).toMatchObject({
      title: 'Close this sign-in?',
      explanation: expect.stringContaining('Nothing is lost'),
      action,
      abandons: false,
    });
  });
});

describe('typing a phone number', async () => {
  const formatter = await loadPhoneFormatter();

  it('formats an international number and knows its country', () => {
    expect(formatTyping('+4915123', '+49151234', 9, formatter)).toBe('+49 1512 34');
    expect(formatter.countryOf('+4915123456')).toBe('DE');
    expect(formatter.countryOf('+')).toBeNull();
  });

  it('takes 00 for the plus sign', () => {
    expect(formatTyping('0049', '00491', 5, formatter)).toBe('+49 1');
  });

  it('leaves the text alone while it is deleted or edited in the middle', () => {
    expect(formatTyping('+49 1512', '+49 ', 4, formatter)).toBe('+49 ');
    expect(formatTyping('+49 1512', '+499 1512', 4, formatter)).toBe('+499 1512');
  });

  it('leaves it alone until the library is there', () => {
    expect(formatTyping('+4915123', '+49151234', 9, null)).toBe('+49151234');
  });
});
