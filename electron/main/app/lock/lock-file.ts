import { z } from 'zod';
import { idleChoices } from '../../../../shared/lock.ts';
import {
  type KeyParameters,
  keyParametersSchema,
  PassphraseKey,
} from '../../profiles/vault/passphrase-key.ts';

const lockWord = 'telegram-connector-admin-lock';

const passphraseDigestSchema = z.object({
  key: keyParametersSchema,
  /** A known word, sealed with the key. */
  verifier: z.string().max(1024),
});

export const lockFileSchema = z.object({
  version: z.literal(1),
  /** So that ending the app does not open it. */
  locked: z.boolean(),
  idleMinutes: z.literal(idleChoices).nullable(),
  /** Of the lock's own passphrase; it tells whether one is right, and seals nothing. */
  passphrase: passphraseDigestSchema.nullable(),
  wrongAttempts: z.object({ count: z.number().int().min(0), lastAt: z.number().nullable() }),
});

export type LockFile = z.infer<typeof lockFileSchema>;
type PassphraseDigest = z.infer<typeof passphraseDigestSchema>;

export async function digestOf(passphrase: string, key: KeyParameters): Promise<PassphraseDigest> {
  const derived = await PassphraseKey.derive(passphrase, key);
  return { key, verifier: derived.seal(lockWord) };
}

export async function isDigestOf({ key, verifier }: PassphraseDigest, passphrase: string): Promise<boolean> {
  const derived = await PassphraseKey.derive(passphrase, key);
  return derived.open(verifier) === lockWord;
}
