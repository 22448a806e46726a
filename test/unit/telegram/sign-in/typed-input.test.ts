import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPhoneNumber } from '../../../../electron/main/telegram/sign-in/phone-number.ts';
import {
  readBotToken,
  readCode,
  readPhoneNumber,
} from '../../../../electron/main/telegram/sign-in/typed-input.ts';

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9 :-]{0,50}$/));

describe('a typed phone number', () => {
  it.each([
    ['+49 1512 3456789', '+4915123456789'],
    ['+49 (0)1512 3456789', '+4915123456789'],
    ['0049 1512-3456789', '+4915123456789'],
    ['  +1 202 555 0123 ', '+12025550123'],
    ['+888 0123 4567', '+88801234567'],
    ['+99966 2 1234', '+9996621234'],
  ])('reads %s as %s', (typed, phoneNumber) => {
    expect(readPhoneNumber(typed)).toEqual({ ok: true, value: phoneNumber });
  });

  it.each([
    '',
    'abc',
    '+',
    '12',
    '4915123456789',
    '+49151',
    '+33612345678 ext 5',
    `+${'1'.repeat(60)}`,
    '+9990',
  ])('refuses %j', (typed) => {
    expect(readPhoneNumber(typed)).toEqual({ ok: false, error: { code: 'phone-malformed' } });
  });

  it('is E.164 or refused, whatever is typed', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const read = readPhoneNumber(typed);
        if (read.ok) expect(read.value).toMatch(/^\+[1-9]\d{5,16}$/);
      }),
    );
  });

  it.each([
    ['+4915123456789', '+49 ••• 89'],
    ['+12025550123', '+1 ••• 23'],
    ['+9996621234', '+ ••• 34'],
  ])('masks %s as %s', (phoneNumber, masked) => {
    expect(maskPhoneNumber(phoneNumber)).toBe(masked);
  });
});

describe('a typed code', () => {
  it.each(['12345', ' 12345 ', '12-345', '1 2 3 4 5', '12–345'])('reads %j as 12345', (typed) => {
    expect(readCode(typed, 'app', 5)).toEqual({ ok: true, value: '12345' });
  });

  it.each(['', '1234', '123456', 'abcde', '1234x'])('refuses %j if five digits are expected', (typed) => {
    expect(readCode(typed, 'sms', 5)).toEqual({ ok: false, error: { code: 'code-malformed' } });
  });

  it('takes any number of digits if Telegram does not say how many', () => {
    expect(readCode('0', 'flash-call', null)).toEqual({ ok: true, value: '0' });
  });

  it('keeps the spaces of a phrase', () => {
    expect(readCode(' three small words ', 'phrase', null)).toEqual({ ok: true, value: 'three small words' });
    expect(readCode('  ', 'word', null)).toMatchObject({ ok: false });
  });
});

describe('a typed bot token', () => {
  const token = `123456789:${'aB-_9'.repeat(7)}`;

  it('is taken with white space around it', () => {
    expect(readBotToken(` ${token}\n`)).toEqual({ ok: true, value: token });
  });

  it.each(['', '123456789', ':abc', token.slice(0, -1), `${token}x`, token.replace(':', ' '), `a${token}`])(
    'refuses %j',
    (typed) => {
      expect(readBotToken(typed)).toEqual({ ok: false, error: { code: 'bot-token-malformed' } });
    },
  );
});
