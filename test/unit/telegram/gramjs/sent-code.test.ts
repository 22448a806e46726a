import { describe, expect, it } from 'vitest';
import { Api } from '../../../../electron/main/telegram/gramjs/library.ts';
import { readSentCode } from '../../../../electron/main/telegram/gramjs/sent-code.ts';
import { fail } from '../../../../shared/result.ts';

function read(type: Api.auth.TypeSentCodeType, nextType?: Api.auth.TypeCodeType) {
  const next = nextType ? { nextType, timeout: 60 } : {};
  return readSentCode(new Api.auth.SentCode({ type, phoneCodeHash: 'hash', ...next }));
}

describe('where Telegram says that a code went', () => {
  it.each([
    [new Api.auth.SentCodeTypeApp({ length: 5 }), 'app', 5, null],
    [new Api.auth.SentCodeTypeSms({ length: 6 }), 'sms', 6, null],
    [new Api.auth.SentCodeTypeCall({ length: 5 }), 'call', 5, null],
    [new Api.auth.SentCodeTypeFlashCall({ pattern: '*' }), 'flash-call', null, null],
    [new Api.auth.SentCodeTypeMissedCall({ prefix: '+4930', length: 4 }), 'missed-call', 4, '+4930'],
    [new Api.auth.SentCodeTypeEmailCode({ emailPattern: 'a**@b.org', length: 6 }), 'email', 6, 'a**@b.org'],
    [new Api.auth.SentCodeTypeFragmentSms({ url: 'https://fragment.com', length: 5 }), 'fragment', 5, null],
    [new Api.auth.SentCodeTypeFirebaseSms({ length: 5 }), 'firebase', 5, null],
    [new Api.auth.SentCodeTypeSmsWord({}), 'word', null, null],
    [new Api.auth.SentCodeTypeSmsPhrase({}), 'phrase', null, null],
  ])('$className', (type, delivery, length, deliveryHint) => {
    expect(read(type)).toEqual({
      ok: true,
      value: {
        kind: 'code-sent',
        phoneCodeHash: 'hash',
        delivery,
        length,
        deliveryHint,
        nextDelivery: null,
        resendAfterSeconds: null,
      },
    });
  });

  it.each([
    [new Api.auth.CodeTypeSms(), 'sms'],
    [new Api.auth.CodeTypeCall(), 'call'],
    [new Api.auth.CodeTypeFlashCall(), 'flash-call'],
    [new Api.auth.CodeTypeMissedCall(), 'missed-call'],
    [new Api.auth.CodeTypeFragmentSms(), 'fragment'],
  ])('and next by $className', (nextType, nextDelivery) => {
    expect(read(new Api.auth.SentCodeTypeApp({ length: 5 }), nextType)).toMatchObject({
      value: { nextDelivery, resendAfterSeconds: 60 },
    });
  });

  it('is nowhere before the account has a login e-mail', () => {
    expect(read(new Api.auth.SentCodeTypeSetUpEmailRequired({}))).toEqual(fail('email-setup-required'));
  });
});
