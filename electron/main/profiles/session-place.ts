import { placeName } from '../../../shared/place.ts';
import type { ProfileDraft } from '../../../shared/profiles.ts';
import { isSynthetic } from '../../../shared/synthetic.ts';

/** Names the bucket in which a profile's sessions are. What is remembered of objects holds for one place only. */
export function sessionPlace(draft: ProfileDraft): string {
  return isSynthetic(draft) ? 'synthetic' : placeName(draft);
}

/** The same as the first versions of the app named it: with the endpoint as it was typed. */
export function spelledPlace(draft: ProfileDraft): string {
  const { endpoint, region, bucket } = draft;
  return isSynthetic(draft) ? sessionPlace(draft) : [endpoint, region, bucket].join(' ');
}
