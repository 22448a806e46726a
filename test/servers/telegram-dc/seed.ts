/** The accounts a practice data centre is started with, as JSON. */
export interface Seed {
  users?: UserSeed[];
  bots?: BotSeed[];
  /** The api_id and api_hash pairs that are accepted; any pair is if the list is absent. */
  apps?: { apiId: number; apiHash: string }[];
}

export interface UserSeed {
  /** With or without `+` and spaces; only the digits count. */
  phone: string;
  firstName: string;
  lastName?: string;
  username?: string;
  /** The home data centre, 2 if absent. */
  dcId?: number;
  id?: number;
  /** Two-step verification is on if there is one. */
  password?: string;
  passwordHint?: string;
  /** The code that is sent, `12345` if absent. */
  code?: string;
  /** Where the code goes at `auth.sendCode` and at each `auth.resendCode` after it. */
  deliveries?: CodeDelivery[];
  /** `auth.sendCode` answers PHONE_NUMBER_BANNED. */
  banned?: boolean;
  /** Every call of the account's authorizations answers USER_DEACTIVATED. */
  deactivated?: boolean;
}

export interface BotSeed {
  /** `<id>:<secret>`, as BotFather hands it out. */
  token: string;
  firstName: string;
  username: string;
  /** The home data centre, 2 if absent. */
  dcId?: number;
  /** Signing in answers ACCESS_TOKEN_EXPIRED. */
  tokenExpired?: boolean;
  deactivated?: boolean;
}

export type NextChannel = 'sms' | 'call' | 'flashCall' | 'missedCall' | 'fragmentSms';

/** One `auth.SentCode`; `success` is `auth.sentCodeSuccess`, which signs in without a code. */
export interface CodeDelivery {
  channel: NextChannel | 'app' | 'emailCode' | 'setUpEmailRequired' | 'success';
  /** The delivery that `auth.resendCode` would use, and after how long. */
  next?: NextChannel;
  timeoutSeconds?: number;
}

export const DEFAULT_DELIVERIES: readonly CodeDelivery[] = [
  { channel: 'app', next: 'sms', timeoutSeconds: 60 },
  { channel: 'sms' },
];
