import { z } from 'zod';
import { idleChoices } from '../../../../shared/lock.ts';
import {
  type KeyParameters,
  PassphraseKey,
  type ProvableKey,
  provableKeySchema,
} from '../../profiles/vault/passphrase-key.ts';

const lockWord = 'telegram-connector-admin-lock';

export const lockFileSchema = z.object({
  version: z.literal(1),
  /** So that ending the app does not open it. */
  locked: z.boolean(),
  idleMinutes: z.literal(idleChoices).nullable(),
  /** Of the lock's own passphrase; it tells whether one is right, and seals nothing. */
  passphrase: provableKeySchema.extend({ verifier: z.string().max(1024) }).nullable(),
  wrongAttempts: z.object({ count: z.number().int().min(0), lastAt: z.number().nullable() }),
});

export type LockFile = z.infer<typeof lockFileSchema>;

export async function digestOf(passphrase: string, key: KeyParameters): Promise<ProvableKey> {
  const derived = await PassphraseKey.derive(passphrase, key);
  return { key, verifier: derived.seal(lockWord) };
}

export async function isDigestOf(digest: ProvableKey, passphrase: string): Promise<boolean> {
  return (await PassphraseKey.prove(passphrase, digest, lockWord)) !== null;
}
