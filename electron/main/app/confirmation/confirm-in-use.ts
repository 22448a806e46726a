import type { NotConfirmed, ProfileFacts, Question } from '../../../../shared/confirmation.ts';
import type { ProfileDraft } from '../../../../shared/profiles.ts';
import { fail, type Result } from '../../../../shared/result.ts';
import type { Confirm } from '../../ipc/handlers/confirm.ts';
import { profileFacts } from '../../ipc/handlers/confirm.ts';

interface Asker {
  ask(question: Question, inUse: ProfileFacts | null): Promise<Result<null, NotConfirmed>>;
}

/** Asks about the profile in use, and takes no answer for another one that has been opened meanwhile. */
export function confirmInUse(
  asker: Asker,
  inUse: () => { profile: { draft: ProfileDraft } } | null,
): Confirm {
  return async (question) => {
    const asked = inUse();
    const answer = await asker.ask(question, asked && profileFacts(asked.profile.draft));
    return answer.ok && inUse() !== asked ? fail('conflict-changed') : answer;
  };
}
