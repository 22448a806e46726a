import { isDeepStrictEqual } from 'node:util';
import { fail, ok } from '../../../../shared/result.ts';
import { isSynthetic } from '../../../../shared/synthetic.ts';
import type { StoredProfile } from '../../profiles/profiles.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { SignInAttempts } from '../../telegram/sign-in/attempts.ts';
import type { Handlers } from '../requests.ts';
import type { Confirm } from './confirm.ts';

type SignInChannel = Extract<keyof Handlers, `sign-in:${string}`>;

interface SignInWorkspace {
  profile: StoredProfile;
  namespaces: Namespaces;
  attempts: SignInAttempts;
}

/** `current` gives the selected profile's workspace, or null without one. */
export function signInHandlers(
  current: () => Promise<SignInWorkspace | null>,
  confirm: Confirm,
): Pick<Handlers, SignInChannel> {
  /** Gives all that a sign-in takes the place of, once the operator has agreed to that; null where it is nothing. */
  async function confirmReplacing(namespaces: Namespaces, namespace: string) {
    const prepared = await namespaces.prepareSignIn(namespace, true);
    if (!prepared.ok) return prepared;
    const { replaces } = prepared.value;
    const confirmed = replaces ? await confirm({ kind: 'sign-in-over', namespace, ...replaces }) : ok(null);
    return confirmed.ok ? ok(replaces) : confirmed;
  }

  return {
    'sign-in:list': async () => ok((await current())?.attempts.list() ?? []),

    'sign-in:start': async ({ namespace, replaceExisting }) => {
      const workspace = await current();
      if (!workspace) return fail('profile-missing');
      const { profile, namespaces, attempts } = workspace;
      if (!isSynthetic(profile.draft) && profile.secrets.apiHash === undefined)
        return fail('api-hash-missing');
      // One that is open goes on: what it may replace was settled when it began.
      const mayAsk = replaceExisting && !attempts.isOpenFor(namespace);
      const agreed = mayAsk ? await confirmReplacing(namespaces, namespace) : ok(null);
      if (!agreed.ok) return agreed;
      return attempts.start({ profileId: profile.id, namespace }, async () => {
        const prepared = await namespaces.prepareSignIn(namespace, agreed.value !== null);
        const isAsAgreed = !prepared.ok || isDeepStrictEqual(prepared.value.replaces, agreed.value);
        return isAsAgreed ? prepared : fail('conflict-changed');
      });
    },

    'sign-in:act': async ({ attemptId, action }) => {
      const workspace = await current();
      return workspace ? workspace.attempts.act(attemptId, action) : fail('attempt-gone');
    },

    'sign-in:close': async ({ attemptId }) => {
      const workspace = await current();
      await workspace?.attempts.close(attemptId);
      return ok(null);
    },
  };
}
