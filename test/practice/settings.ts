import { z } from 'zod';
import { profileDraftSchema, profileSecretsSchema } from '../../shared/profiles.ts';

const practiceSettingsSchema = z.object({
  telegram: z
    .object({
      /** Loopback port per DC id. */
      ports: z.record(z.coerce.number(), z.number()),
      publicKey: z.object({ fingerprint: z.string(), modulus: z.string(), exponent: z.number() }),
    })
    .nullable(),
  initialProfile: z.object({ draft: profileDraftSchema, secrets: profileSecretsSchema }).nullable(),
});

export type PracticeSettings = z.infer<typeof practiceSettingsSchema>;

export const practiceVariable = 'CONNECTOR_ADMIN_PRACTICE';

/** Where the practice servers are; without the variable there are none, and every dial is refused. */
export function practiceSettings(environment: Record<string, string | undefined>): PracticeSettings {
  const text = environment[practiceVariable];
  if (text === undefined) return { telegram: null, initialProfile: null };
  return practiceSettingsSchema.parse(JSON.parse(text));
}
