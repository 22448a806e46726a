import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { CodeDelivery } from '../../../../shared/sign-in.ts';
import type { SentCode } from '../telegram-gateway.ts';
import type { Api } from './library.ts';

/** Reads `auth.sentCode`; it may ask for a login e-mail that the account does not have. */
export function readSentCode(sent: Api.auth.SentCode): Result<SentCode, 'email-setup-required'> {
  const { type } = sent;
  if (type.className === 'auth.SentCodeTypeSetUpEmailRequired') return fail('email-setup-required');
  return ok({
    kind: 'code-sent',
    phoneCodeHash: sent.phoneCodeHash,
    delivery: deliveries[type.className] ?? 'other',
    length: 'length' in type ? type.length : null,
    deliveryHint: hintOf(type),
    nextDelivery: sent.nextType ? (nextDeliveries[sent.nextType.className] ?? 'other') : null,
    resendAfterSeconds: sent.timeout ?? null,
  });
}

/** By name and not by class, so that a type of a later layer is `other` and not an exception. */
const deliveries: Readonly<Record<string, CodeDelivery>> = {
  'auth.SentCodeTypeApp': 'app',
  'auth.SentCodeTypeSms': 'sms',
  'auth.SentCodeTypeCall': 'call',
  'auth.SentCodeTypeFlashCall': 'flash-call',
  'auth.SentCodeTypeMissedCall': 'missed-call',
  'auth.SentCodeTypeEmailCode': 'email',
  'auth.SentCodeTypeFragmentSms': 'fragment',
  'auth.SentCodeTypeFirebaseSms': 'firebase',
  'auth.SentCodeTypeSmsWord': 'word',
  'auth.SentCodeTypeSmsPhrase': 'phrase',
};

const nextDeliveries: Readonly<Record<string, CodeDelivery>> = {
  'auth.CodeTypeSms': 'sms',
  'auth.CodeTypeCall': 'call',
  'auth.CodeTypeFlashCall': 'flash-call',
  'auth.CodeTypeMissedCall': 'missed-call',
  'auth.CodeTypeFragmentSms': 'fragment',
};

function hintOf(type: Api.auth.TypeSentCodeType): string | null {
  if (type.className === 'auth.SentCodeTypeEmailCode') return type.emailPattern;
  if (type.className === 'auth.SentCodeTypeMissedCall') return type.prefix;
  return null;
}
