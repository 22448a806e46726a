/** The two functions of libphonenumber-js that the phone step needs; the library comes in when the step is shown. */
export interface PhoneFormatter {
  format(text: string): string;
  /** ISO 3166 code of the country, or null while too little was typed. */
  countryOf(text: string): string | null;
}

export async function loadPhoneFormatter(): Promise<PhoneFormatter> {
  const { AsYouType } = await import('libphonenumber-js/min');
  return {
    format: (text) => new AsYouType().input(text),
    countryOf: (text) => {
      const typing = new AsYouType();
      typing.input(text);
      return typing.getCountry() ?? null;
    },
  };
}

/**
 * The next text of the field. Formats only while characters are added at the end: elsewhere the caret would jump,
 * and while deleting a space would come back.
 */
export function formatTyping(
  before: string,
  after: string,
  caret: number | null,
  formatter: PhoneFormatter | null,
): string {
  const growing = after.length > before.length && (caret === null || caret === after.length);
  if (!formatter || !growing) return after;
  const international = after.replace(/^\s*00/, '+');
  return international.startsWith('+') ? formatter.format(international) : after;
}

export function countryName(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
}
