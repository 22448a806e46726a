import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { ShownLeftover } from '../../../../shared/held-sessions.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Leftovers } from '../../sessions/custody/leftovers.ts';
import type { Pending } from '../../sessions/custody/pending.ts';
import type { SignInAttempts } from '../../telegram/sign-in/attempts.ts';
import type { Handlers } from '../requests.ts';
import type { Confirm } from './confirm.ts';
import { exportSession, type SessionExport } from './export-session.ts';

type LeftoverChannel = Extract<keyof Handlers, `leftovers:${string}`>;

interface LeftoverWorkspace {
  namespaces: { resume(): Promise<void> };
  held: { leftovers: Leftovers; pending: Pick<Pending, 'list'> };
  attempts: Pick<SignInAttempts, 'isOpenFor'>;
}

interface LeftoverHandlerParts {
  /** That of the selected profile, or null without one. */
  current(): Promise<LeftoverWorkspace | null>;
  exports: SessionExport;
  confirm: Confirm;
}

export function leftoverHandlers({
  current,
  exports,
  confirm,
}: LeftoverHandlerParts): Pick<Handlers, LeftoverChannel> {
  async function withHeld<T, C extends ErrorCode>(
    use: (held: LeftoverWorkspace['held']) => Promise<Result<T, C>>,
  ): Promise<Result<T, C | 'profile-missing'>> {
    const workspace = await current();
    return workspace ? use(workspace.held) : fail('profile-missing');
  }

  /** Nothing is asked or brought back beside a sign-in that would leave its session in the same place. */
  async function withoutSignIn<T, C extends ErrorCode>(
    shown: ShownLeftover,
    use: (leftovers: Leftovers) => Promise<Result<T, C>>,
  ): Promise<Result<T, C | 'profile-missing' | 'leftover-gone' | 'conflict-changed' | 'attempt-open'>> {
    const workspace = await current();
    if (!workspace) return fail('profile-missing');
    const { leftovers } = workspace.held;
    const namespace = leftovers.namespaceOf(shown);
    if (!namespace.ok) return namespace;
    if (namespace.value !== null && workspace.attempts.isOpenFor(namespace.value))
      return fail('attempt-open', { namespace: namespace.value });
    return use(leftovers);
  }

  return {
    'leftovers:ask': (shown) =>
      withoutSignIn(shown, async (leftovers) => {
        const asked = await leftovers.ask(shown);
        return asked.ok ? ok({ outcome: asked.value }) : asked;
      }),
    'leftovers:bring-back': (shown) => withoutSignIn(shown, (leftovers) => leftovers.bringBack(shown)),
    'leftovers:read-again': async (shown) => {
      const workspace = await current();
      if (!workspace) return fail('profile-missing');
      const read = await workspace.held.leftovers.readAgain(shown);
      if (read.ok) await workspace.namespaces.resume();
      return read;
    },
    'leftovers:export': ({ to, ...shown }) =>
      withHeld(async ({ leftovers }) => {
        const { fingerprint } = shown;
        const session = leftovers.session(shown);
        if (!session.ok) return session;
        const { namespace } = session.value;
        const confirmed = await confirm({ kind: 'export', to, namespace, fingerprint });
        if (!confirmed.ok) return confirmed;
        const still = leftovers.session(shown);
        return still.ok ? exportSession(exports, to, still.value) : still;
      }),
    'leftovers:discard': (shown) =>
      withHeld(async ({ leftovers, pending }) => {
        const found = leftovers.namespaceOf(shown);
        if (!found.ok) return found;
        const leftover = pending.list().leftovers.find(({ id }) => id === shown.id);
        if (!leftover) return fail('leftover-gone');
        const confirmed = await confirm({ kind: 'discard-leftover', leftover });
        return confirmed.ok ? leftovers.discard(shown) : confirmed;
      }),
  };
}
