import { fail, ok } from '../../../../shared/result.ts';
import { isSynthetic } from '../../../../shared/synthetic.ts';
import type { StoredProfile } from '../../profiles/profiles.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { SignInAttempts } from '../../telegram/sign-in/attempts.ts';
import type { Handlers } from '../requests.ts';

type SignInChannel = Extract<keyof Handlers, `sign-in:${string}`>;

interface SignInWorkspace {
  profile: StoredProfile;
  namespaces: Namespaces;
  attempts: SignInAttempts;
}

/** `current` gives the selected profile's workspace, or null without one. */
export function signInHandlers(
  current: () => Promise<SignInWorkspace | null>,
): Pick<Handlers, SignInChannel> {
  return {
    'sign-in:list': async () => ok((await current())?.attempts.list() ?? []),

    'sign-in:start': async ({ namespace, replaceExisting }) => {
      const workspace = await current();
      if (!workspace) return fail('profile-missing');
      const { profile, namespaces, attempts } = workspace;
      if (!isSynthetic(profile.draft) && profile.secrets.apiHash === undefined)
        return fail('api-hash-missing');
      return attempts.start({ profileId: profile.id, namespace }, () =>
        namespaces.prepareSignIn(namespace, replaceExisting),
      );
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
