import type { Seed } from '../servers/telegram-dc/seed.ts';

/** The people and bots of the practice world; the demo prints these so that one can sign in by hand. */
export const cast = {
  /** Seals secrets if there is no keyring. */
  passphrase: 'vierzehn blaue Hefte',
  /** Replaces the one above once nobody knows it. */
  newPassphrase: 'sieben rote Ziegel',
  /** Signs in with a code alone. */
  plain: {
    phone: '+4915123450001',
    code: '12345',
    firstName: 'Ada',
    lastName: 'Brandt',
    username: 'ada_brandt',
  },
  /** Has two-step verification. */
  guarded: {
    phone: '+4915123450002',
    code: '23456',
    password: 'correct horse',
    passwordHint: 'a horse and a battery',
    firstName: 'Grace',
    lastName: 'Okoro',
    username: 'grace_okoro',
  },
  /** Lives at another data centre than the one that is asked first. */
  faraway: { phone: '+4915123450004', code: '45678', firstName: 'Ivo', username: 'ivo_far', dcId: 4 },
  banned: { phone: '+4915123450009', firstName: 'Mallory', banned: true },
  bot: {
    token: '70001:AAHpracticePracticePracticePractice',
    firstName: 'Alert Bot',
    username: 'alert_practice_bot',
  },
} as const;

export const apiId = 4242;
export const apiHash = '00112233445566778899aabbccddeeff';

export function castSeed(): Seed {
  const { plain, guarded, faraway, banned, bot } = cast;
  return {
    users: [plain, guarded, faraway, banned],
    bots: [bot],
    apps: [{ apiId, apiHash }],
  };
}
