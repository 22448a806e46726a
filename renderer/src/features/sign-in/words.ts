import type { CodeDelivery, SignInActivity, SignInStep } from '../../../../shared/sign-in.ts';

export const activityWords: Record<SignInActivity, string> = {
  connecting: 'Connecting to Telegram…',
  'requesting-code': 'Asking Telegram for a code…',
  'checking-code': 'Checking the code…',
  'checking-password': 'Checking the password…',
  'checking-token': 'Checking the bot token…',
  storing: 'Storing the session…',
  verifying: 'Reading the session back…',
};

type CodeStep = Extract<SignInStep, { kind: 'code' }>;

/** Where the operator finds the code. Telegram sends third-party apps hardly any SMS, so this matters most. */
export function deliveryWords({ delivery, phoneNumber, deliveryHint, length }: CodeStep): string {
  const digits = length === null ? 'last digits' : `last ${length} digits`;
  switch (delivery) {
    case 'app':
      return 'Telegram sent the code as a message in the Telegram app, on a device where this account is already signed in.';
    case 'sms':
    case 'firebase':
      return `Telegram sent the code by SMS to ${phoneNumber}.`;
    case 'call':
      return `Telegram calls ${phoneNumber} and reads the code out.`;
    case 'flash-call':
      return `Telegram calls ${phoneNumber} and hangs up. The code is the calling number.`;
    case 'missed-call':
      return `Telegram calls ${phoneNumber} and hangs up. The code is the ${digits} of the calling number${deliveryHint ? `, which begins with ${deliveryHint}` : ''}.`;
    case 'fragment':
      return 'This is an anonymous number: its owner finds the code on fragment.com.';
    case 'email':
      return `Telegram sent the code by e-mail${deliveryHint ? ` to ${deliveryHint}` : ''}.`;
    case 'word':
      return `Telegram sent a word by SMS to ${phoneNumber}. Type it as the code.`;
    case 'phrase':
      return `Telegram sent a phrase by SMS to ${phoneNumber}. Type it as the code.`;
    case 'other':
      return 'Telegram sent the code in a way that this app does not know. Look in the Telegram app and in your messages.';
  }
}

const nextDeliveryWords: Record<CodeDelivery, string> = {
  app: ' in the app',
  sms: ' by SMS',
  firebase: ' by SMS',
  call: ' by a call',
  'flash-call': ' by a call',
  'missed-call': ' by a missed call',
  fragment: ' on fragment.com',
  email: ' by e-mail',
  word: ' by SMS',
  phrase: ' by SMS',
  other: '',
};

export function resendLabel(nextDelivery: CodeDelivery | null): string {
  return `Resend code${nextDelivery ? nextDeliveryWords[nextDelivery] : ''}`;
}

/** A row of digit boxes fits only if Telegram says how many digits there are. */
export function pinLength({ delivery, length }: CodeStep): number | null {
  if (delivery === 'word' || delivery === 'phrase' || delivery === 'flash-call') return null;
  return length !== null && length >= 1 && length <= 8 ? length : null;
}
