import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { CodeDelivery } from '../../../../shared/sign-in.ts';
import { toE164 } from './phone-number.ts';

export function readPhoneNumber(typed: string): Result<string, 'phone-malformed'> {
  const phoneNumber = toE164(typed);
  return phoneNumber === null ? fail('phone-malformed') : ok(phoneNumber);
}

/** `auth.sentCodeTypeSmsWord` and `auth.sentCodeTypeSmsPhrase` ask for words, all others for digits. */
export function readCode(
  typed: string,
  delivery: CodeDelivery,
  length: number | null,
): Result<string, 'code-malformed'> {
  if (delivery === 'word' || delivery === 'phrase' || delivery === 'other') {
    const words = typed.trim();
    return words === '' ? fail('code-malformed') : ok(words);
  }
  const digits = typed.replace(/[\s\p{Pd}]/gu, '');
  const wellFormed = /^\d+$/.test(digits) && (length === null || digits.length === length);
  return wellFormed ? ok(digits) : fail('code-malformed');
}

/** BotFather's form: the bot's id, a colon and 35 characters. */
export function readBotToken(typed: string): Result<string, 'bot-token-malformed'> {
  const token = typed.trim();
  return /^\d{5,16}:[\w-]{35}$/.test(token) ? ok(token) : fail('bot-token-malformed');
}
