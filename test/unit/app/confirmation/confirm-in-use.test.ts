import { expect, it } from 'vitest';
import { confirmInUse } from '../../../../electron/main/app/confirmation/confirm-in-use.ts';
import type { ProfileFacts, Question } from '../../../../shared/confirmation.ts';
import type { ProfileDraft } from '../../../../shared/profiles.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { draft } from '../../../fixtures/sample-profile.ts';

const check: Question = { kind: 'check', sessions: [{ namespace: 'a-bot', fingerprint: 'd9c76fa3' }] };

interface InUse {
  profile: { draft: ProfileDraft };
}

function inUseOf(name: string): InUse {
  return { profile: { draft: { ...draft, name } } };
}

/** An operator who says yes, and something that happens before that. */
function asker(meanwhile: () => void = () => {}) {
  const told: (ProfileFacts | null)[] = [];
  const ask = async (_question: Question, facts: ProfileFacts | null) => {
    told.push(facts);
    meanwhile();
    return ok(null);
  };
  return { ask, told };
}

it('a question is about the profile in use, and its answer is taken', async () => {
  const { ask, told } = asker();
  const inUse = inUseOf('Production');
  expect(await confirmInUse({ ask }, () => inUse)(check)).toEqual(ok(null));
  expect(told).toMatchObject([{ name: 'Production' }]);
});

it('an answer counts for nothing once another profile is in use, also where it looks the same', async () => {
  let inUse = inUseOf('Production');
  const { ask } = asker(() => {
    inUse = inUseOf('Production');
  });
  expect(await confirmInUse({ ask }, () => inUse)(check)).toEqual(fail('conflict-changed'));
});

it('without a profile a question is asked about none', async () => {
  const { ask, told } = asker();
  expect(await confirmInUse({ ask }, () => null)(check)).toEqual(ok(null));
  expect(told).toEqual([null]);
});
