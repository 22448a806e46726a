import { z } from 'zod';
import { isSameDestination, normalAddress } from '../../../shared/place.ts';
import type { ProfileDraft, ProfileSecrets } from '../../../shared/profiles.ts';
import type { Sealer } from '../files/sealer.ts';

export const sealedSecretsSchema = z.object({
  secretAccessKey: z.string().optional(),
  apiHash: z.string().optional(),
  proxyCredentials: z.string().optional(),
});

export type SealedSecrets = z.infer<typeof sealedSecretsSchema>;

const names = ['secretAccessKey', 'apiHash', 'proxyCredentials'] as const;

type SecretName = (typeof names)[number];

/** Leaves absent what is undefined, as exact optional properties ask. */
function pick(get: (name: SecretName) => string | null | undefined): ProfileSecrets {
  const picked: ProfileSecrets = {};
  for (const name of names) {
    const value = get(name);
    if (value !== null && value !== undefined) picked[name] = value;
  }
  return picked;
}

/** Those, sealed or not, that the profile has a use for. */
export function usedSecrets(
  { credentials, proxy }: Pick<ProfileDraft, 'credentials' | 'proxy'>,
  secrets: ProfileSecrets,
): ProfileSecrets {
  const isUsed: Record<SecretName, boolean> = {
    secretAccessKey: credentials.kind === 'keys',
    apiHash: true,
    proxyCredentials: proxy?.signsIn ?? false,
  };
  return pick((name) => (isUsed[name] ? secrets[name] : undefined));
}

type Reach = Pick<ProfileDraft, 'endpoint' | 'region' | 'bucket' | 'proxy'>;

/**
 * Those, sealed or not, that were entered for what `after` reaches. Others are forgotten, or whoever can change a
 * profile could have them used anywhere. Telegram's API hash goes to Telegram alone, whatever the store is.
 */
export function secretsThatStay(before: Reach, after: Reach, secrets: ProfileSecrets): ProfileSecrets {
  const proxyOf = ({ proxy }: Reach) => (proxy ? normalAddress(proxy.address) : null);
  const stays: Record<SecretName, boolean> = {
    secretAccessKey: isSameDestination(before, after),
    apiHash: true,
    proxyCredentials: proxyOf(before) === proxyOf(after),
  };
  return pick((name) => (stays[name] ? secrets[name] : undefined));
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
