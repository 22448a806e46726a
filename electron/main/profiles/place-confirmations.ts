import { z } from 'zod';
import { destinationName } from '../../../shared/place.ts';
import type { ProfileDraft } from '../../../shared/profiles.ts';
import { isSynthetic } from '../../../shared/synthetic.ts';

/** AWS credentials of this computer, and what the operator has confirmed that they may be sent to. */
export const placeConfirmationSchema = z.object({ credentials: z.string(), destination: z.string() });

export type PlaceConfirmation = z.infer<typeof placeConfirmationSchema>;

/** The confirmation without which the profile is not used; null with keys of its own, which were typed for their place. */
export function confirmationFor(draft: ProfileDraft): PlaceConfirmation | null {
  const { credentials } = draft;
  if (isSynthetic(draft) || credentials.kind === 'keys') return null;
  const name = credentials.kind === 'named-profile' ? ` ${credentials.awsProfile}` : '';
  return { credentials: `${credentials.kind}${name}`, destination: destinationName(draft) };
}

export function isConfirmed(wanted: PlaceConfirmation, given: readonly PlaceConfirmation[]): boolean {
  return given.some(
    ({ credentials, destination }) =>
      credentials === wanted.credentials && destination === wanted.destination,
  );
}
