import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Country codes that Telegram uses and numbering plans do not: 888 for Fragment's anonymous numbers, 999 for
 * Telegram's test accounts (core.telegram.org/api/auth).
 */
const telegramOwnNumber = /^\+(?:888|999)\d{7,12}$/;

/** The number in E.164 form, or null where no country has such a number. */
export function toE164(typed: string): string | null {
  const international = typed.trim().replace(/^00/, '+');
  const digits = international.replace(/[\s().-]/g, '');
  if (telegramOwnNumber.test(digits)) return digits;
  const parsed = parsePhoneNumberFromString(international);
  if (!parsed?.isPossible() || parsed.ext !== undefined) return null;
  return parsed.number;
}

/** Country code and last two digits: enough to recognise a number that one knows. */
export function maskPhoneNumber(e164: string): string {
  const countryCode = parsePhoneNumberFromString(e164)?.countryCallingCode;
  return `+${countryCode ?? ''} ••• ${e164.slice(-2)}`;
}
