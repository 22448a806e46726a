import { Api } from 'telegram/tl/index.js';
import type { SentLoginCode } from '../login-codes.ts';
import type { CodeDelivery, NextChannel } from '../seed.ts';
import { present } from '../tl.ts';

/** `auth.sentCode` for one delivery of a code. */
export function sentCode(sent: SentLoginCode, delivery: CodeDelivery): Api.auth.SentCode {
  return new Api.auth.SentCode({
    type: sentCodeType(delivery.channel, sent.code.length),
    phoneCodeHash: sent.hash,
    ...present({
      nextType: delivery.next === undefined ? undefined : codeType(delivery.next),
      timeout: delivery.timeoutSeconds,
    }),
  });
}

function sentCodeType(channel: CodeDelivery['channel'], length: number): Api.auth.TypeSentCodeType {
  switch (channel) {
    case 'sms':
      return new Api.auth.SentCodeTypeSms({ length });
    case 'call':
      return new Api.auth.SentCodeTypeCall({ length });
    case 'flashCall':
      return new Api.auth.SentCodeTypeFlashCall({ pattern: '*' });
    case 'missedCall':
      return new Api.auth.SentCodeTypeMissedCall({ prefix: '+99966', length });
    case 'fragmentSms':
      return new Api.auth.SentCodeTypeFragmentSms({ url: 'https://fragment.com/login', length });
    case 'emailCode':
      return new Api.auth.SentCodeTypeEmailCode({ emailPattern: 'p*****e@example.org', length });
    case 'setUpEmailRequired':
      return new Api.auth.SentCodeTypeSetUpEmailRequired({});
    case 'app':
    case 'success':
      return new Api.auth.SentCodeTypeApp({ length });
  }
}

function codeType(channel: NextChannel): Api.auth.TypeCodeType {
  switch (channel) {
    case 'sms':
      return new Api.auth.CodeTypeSms();
    case 'call':
      return new Api.auth.CodeTypeCall();
    case 'flashCall':
      return new Api.auth.CodeTypeFlashCall();
    case 'missedCall':
      return new Api.auth.CodeTypeMissedCall();
    case 'fragmentSms':
      return new Api.auth.CodeTypeFragmentSms();
  }
}
