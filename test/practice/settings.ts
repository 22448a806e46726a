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

/**
 * Takes out of the environment, which is no place for a profile's secrets, where the practice servers are. Without the
 * variable there are none, and every dial is refused.
 */
export function takePracticeSettings(environment: Record<string, string | undefined>): PracticeSettings {
  const text = environment[practiceVariable];
  delete environment[practiceVariable];
  if (text === undefined) return { telegram: null, initialProfile: null };
  return practiceSettingsSchema.parse(JSON.parse(text));
}
