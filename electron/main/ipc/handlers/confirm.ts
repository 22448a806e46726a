import type { NotConfirmed, ProfileFacts, Question } from '../../../../shared/confirmation.ts';
import { normalAddress } from '../../../../shared/place.ts';
import type { ProfileDraft } from '../../../../shared/profiles.ts';
import type { Result } from '../../../../shared/result.ts';
import { isSynthetic } from '../../../../shared/synthetic.ts';

/**
 * Lets the operator confirm a decision outside of the main window. What the window claims is checked before, and again by
 * whoever carries the decision out: things may have changed while the question stood.
 */
export type Confirm = (question: Question) => Promise<Result<null, NotConfirmed | 'conflict-changed'>>;

export function profileFacts(draft: ProfileDraft): ProfileFacts {
  const { name, endpoint, region, bucket } = draft;
  const place = isSynthetic(draft)
    ? 'synthetic accounts, no bucket'
    : `${bucket} in ${region} at ${endpoint === '' ? 'AWS' : normalAddress(endpoint)}`;
  return { name, place };
}
