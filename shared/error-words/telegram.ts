import type { ErrorWords } from './words.ts';

/** Failures of signing in and of checking a session. Telegram's own names stand in the gateway's error table. */
export const telegramErrors = {
  'phone-malformed': {
    title: 'This is not a phone number',
    explanation: 'A phone number starts with + and the country code, for example +49 151 23456789.',
    nextStep: 'Correct the number and try again.',
  },
  'phone-number-invalid': {
    title: 'Telegram does not accept this number',
    explanation: 'The number has the right form, but Telegram says that it is not valid.',
    nextStep: 'Check the country code and the digits, then try again.',
  },
  'phone-number-banned': {
    title: 'This number is banned',
    explanation: 'Telegram has banned this phone number. Signing in again will not help.',
    nextStep: 'Use another account, or ask the number’s owner to write to recover@telegram.org.',
  },
  'phone-number-flood': {
    title: 'Too many sign-ins with this number',
    explanation: 'Telegram has seen too many code requests for this number and refuses more for now.',
    nextStep: 'Wait a few hours before you ask for another code.',
  },
  'phone-unoccupied': {
    title: 'No account has this number',
    explanation: 'Telegram knows the number but nobody has registered an account with it.',
    nextStep: 'Register it in an official Telegram app on a phone first, then sign in here.',
  },
  'code-malformed': {
    title: 'This is not a code',
    explanation: 'The code is made of the digits (or the word) that Telegram sent.',
    nextStep: 'Type the code as it was sent.',
  },
  'code-invalid': {
    title: 'Wrong code',
    explanation: 'Telegram does not accept this code.',
    nextStep: 'Compare it with the newest message from Telegram and type it again.',
  },
  'code-expired': {
    title: 'This code has expired',
    explanation:
      'Codes are valid for a few minutes. Telegram invalidates a code immediately if it is sent in any Telegram chat, even to yourself.',
    nextStep: 'Ask for a new code, and read it out or type it: never send it in Telegram.',
  },
  'code-not-sent': {
    title: 'Telegram cannot send another code',
    explanation: 'All ways to send a code to this number have been used up for now.',
    nextStep: 'Use the last code that arrived, or wait a few hours and start again.',
  },
  'resend-not-yet': {
    title: 'It is too early for another code',
    explanation: 'Telegram allows the next code only after a while.',
    nextStep: 'Wait until the countdown ends; the button then works again.',
  },
  'email-setup-required': {
    title: 'This account needs a login e-mail first',
    explanation: 'Telegram asks the account’s owner to set an e-mail address for sign-in codes.',
    nextStep: 'Sign in once in an official Telegram app, set the e-mail there, then come back.',
  },
  'password-empty': {
    title: 'Type the password',
    explanation: 'This account is protected by a two-step verification password.',
    nextStep: 'Type the cloud password that its owner has set.',
  },
  'password-invalid': {
    title: 'Wrong password',
    explanation: 'Telegram does not accept this two-step verification password.',
    nextStep: 'Type it again. Check capital letters and the keyboard layout.',
  },
  'password-flood': {
    title: 'Too many wrong passwords',
    explanation: 'Telegram refuses more tries with this account’s password for now.',
    nextStep: 'Wait a few hours, and ask the owner for the right password in the meantime.',
  },
  'bot-token-malformed': {
    title: 'This is not a bot token',
    explanation: 'A bot token looks like 123456789:AA… — digits, a colon and 35 characters.',
    nextStep: 'Copy the whole token from BotFather.',
  },
  'bot-token-invalid': {
    title: 'Telegram does not know this bot token',
    explanation: 'The token was mistyped, or it has been replaced by a newer one.',
    nextStep: 'Open BotFather, choose the bot and copy its current token.',
  },
  'bot-token-expired': {
    title: 'This bot token was revoked',
    explanation: 'Somebody has asked BotFather for a new token, so this one no longer works.',
    nextStep: 'Copy the new token from BotFather.',
  },
  'flood-wait': {
    title: 'Telegram asks to wait',
    explanation: 'There were too many tries in a short time. Telegram will answer again after the wait.',
    nextStep: 'Wait until the countdown ends; the button then works again.',
  },
  'api-id-invalid': {
    title: 'The API ID or API hash is wrong',
    explanation: 'Telegram does not accept the API_ID and API_HASH of this profile.',
    nextStep: 'Compare both with my.telegram.org and correct them in the profile.',
  },
  'api-id-flood': {
    title: 'This API ID is public',
    explanation: 'The API_ID was published somewhere, so Telegram limits it.',
    nextStep: 'Create your own at my.telegram.org and enter it in the profile.',
  },
  'app-outdated': {
    title: 'This app is too old for Telegram',
    explanation: 'Telegram asks for a newer version of its protocol.',
    nextStep: 'Update Telegram Connector Admin.',
  },
  'sign-in-left': {
    title: 'Telegram may have accepted this sign-in',
    explanation:
      'You went back before Telegram answered. The key is kept, and the app asks Telegram whether it accepted the sign-in.',
    nextStep:
      'Wait a minute: if Telegram accepted it, the session is stored in this namespace automatically. If not, sign in again.',
  },
  'sign-in-restarted': {
    title: 'Telegram has forgotten this sign-in',
    explanation:
      'The connection that the sign-in began on is no longer known to Telegram. Nothing was stored.',
    nextStep: 'Start again here. What you typed is still filled in, if that is safe.',
  },
  'session-unregistered': {
    title: 'Telegram no longer knows this session',
    explanation:
      'The session was ended: from another device, by a log-out, or because it was not used for a long time.',
    nextStep: 'Re-authenticate this namespace.',
  },
  'session-revoked': {
    title: 'The session was revoked',
    explanation: 'The account’s owner has ended all sessions, or this one, from another device.',
    nextStep: 'Talk to the owner, then re-authenticate this namespace.',
  },
  'session-expired': {
    title: 'The session has expired',
    explanation: 'Telegram ended the session on its own.',
    nextStep: 'Re-authenticate this namespace.',
  },
  'session-duplicated': {
    title: 'The session was used in two places at once',
    explanation:
      'Two programs used the same session at the same time, so Telegram has ended it for both. This cannot be undone.',
    nextStep: 'Make sure that only one connector uses it, then re-authenticate this namespace.',
  },
  'session-key-invalid': {
    title: 'Telegram refuses the session’s key',
    explanation: 'The stored key is not one that Telegram accepts.',
    nextStep: 'Re-authenticate this namespace.',
  },
  'session-key-unknown': {
    title: 'The data centre does not know the session’s key',
    explanation: 'Telegram’s server answered that it has never seen this key or has forgotten it.',
    nextStep: 'Re-authenticate this namespace.',
  },
  'session-too-fresh': {
    title: 'The session is too new',
    explanation: 'In the first 24 hours a session may not end the account’s other sessions.',
    nextStep: 'Try again tomorrow, or end them from an official Telegram app.',
  },
  'account-deactivated': {
    title: 'The account was deleted',
    explanation: 'The account behind this session no longer exists. Signing in again will not help.',
    nextStep: 'Use another account for this connector.',
  },
  'account-banned': {
    title: 'The account was banned',
    explanation: 'Telegram has banned the account behind this session. Signing in again will not help.',
    nextStep: 'Use another account for this connector.',
  },
  'telegram-unreachable': {
    title: 'Telegram cannot be reached',
    explanation: 'No connection to Telegram’s servers could be made. This says nothing about the session.',
    nextStep: 'Check the network and try again.',
  },
  'telegram-timeout': {
    title: 'Telegram did not answer',
    explanation: 'The connection was made but no answer came in time. This says nothing about the session.',
    nextStep: 'Try again.',
  },
  'telegram-server-error': {
    title: 'Telegram has a problem',
    explanation: 'Telegram’s server reported an internal error. This says nothing about the session.',
    nextStep: 'Wait a moment and try again.',
  },
  'telegram-unexpected': {
    title: 'Telegram answered something unexpected',
    explanation: 'Telegram’s answer was {message}.',
    nextStep: 'Try again. If it comes back, report the answer above.',
  },
} as const satisfies Record<string, ErrorWords>;

export type TelegramErrorCode = keyof typeof telegramErrors;
