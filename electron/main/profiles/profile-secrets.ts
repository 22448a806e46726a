import { z } from 'zod';
import type { ProfileCredentials, ProfileSecrets } from '../../../shared/profiles.ts';
import type { Sealer } from '../files/sealer.ts';

export const sealedSecretsSchema = z.object({
  secretAccessKey: z.string().optional(),
  apiHash: z.string().optional(),
});

export type SealedSecrets = z.infer<typeof sealedSecretsSchema>;

const names = ['secretAccessKey', 'apiHash'] as const;

/** Leaves absent what is undefined, as exact optional properties ask. */
function pick(get: (name: (typeof names)[number]) => string | null | undefined): ProfileSecrets {
  const picked: ProfileSecrets = {};
  for (const name of names) {
    const value = get(name);
    if (value !== null && value !== undefined) picked[name] = value;
  }
  return picked;
}

/** Without the secret access key, sealed or not, where the credentials are AWS's own. */
export function usedSecrets(credentials: ProfileCredentials, secrets: ProfileSecrets): ProfileSecrets {
  return pick((name) =>
    name === 'secretAccessKey' && credentials.kind !== 'keys' ? undefined : secrets[name],
  );
}

export function mergeSecrets(older: ProfileSecrets, newer: ProfileSecrets): ProfileSecrets {
  return pick((name) => newer[name] ?? older[name]);
}

export function sealSecrets(secrets: ProfileSecrets, sealer: Sealer): SealedSecrets {
  if (!sealer.available()) return {};
  return pick((name) => (secrets[name] === undefined ? undefined : sealer.seal(secrets[name])));
}

export function openSecrets(sealed: SealedSecrets, sealer: Sealer): ProfileSecrets {
  return pick((name) => (sealed[name] === undefined ? undefined : sealer.open(sealed[name])));
}
