import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { ShownLeftover } from '../../../../shared/held-sessions.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Leftovers } from '../../sessions/custody/leftovers.ts';
import type { SignInAttempts } from '../../telegram/sign-in/attempts.ts';
import type { Handlers } from '../requests.ts';
import type { Confirm } from './confirm.ts';
import { exportSession, type SessionExport } from './export-session.ts';
import { withSelected } from './with-selected.ts';

type LeftoverChannel = Extract<keyof Handlers, `leftovers:${string}`>;

interface LeftoverWorkspace {
  namespaces: { resume(): Promise<void> };
  held: { leftovers: Leftovers };
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
  const withCurrent = withSelected(current);

  /** Nothing is asked or brought back beside a sign-in that would leave its session in the same place. */
  function withoutSignIn<T, C extends ErrorCode>(
    shown: ShownLeftover,
    use: (leftovers: Leftovers) => Promise<Result<T, C>>,
  ) {
    return withCurrent<T, C | 'leftover-gone' | 'conflict-changed' | 'attempt-open'>(
      async ({ held: { leftovers }, attempts }) => {
        const found = leftovers.find(shown);
        if (!found.ok) return found;
        const { namespace } = found.value;
        if (namespace !== null && attempts.isOpenFor(namespace)) return fail('attempt-open', { namespace });
        return use(leftovers);
      },
    );
  }

  return {
    'leftovers:ask': (shown) =>
      withoutSignIn(shown, async (leftovers) => {
        const asked = await leftovers.ask(shown);
        return asked.ok ? ok({ outcome: asked.value }) : asked;
      }),
    'leftovers:bring-back': (shown) => withoutSignIn(shown, (leftovers) => leftovers.bringBack(shown)),
    'leftovers:read-again': (shown) =>
      withCurrent(async ({ held, namespaces }) => {
        const read = await held.leftovers.readAgain(shown);
        if (read.ok) await namespaces.resume();
        return read;
      }),
    'leftovers:export': ({ to, ...shown }) =>
      withCurrent(async ({ held: { leftovers } }) => {
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
      withCurrent(async ({ held: { leftovers } }) => {
        const found = leftovers.find(shown);
        if (!found.ok) return found;
        const confirmed = await confirm({ kind: 'discard-leftover', leftover: found.value });
        return confirmed.ok ? leftovers.discard(shown) : confirmed;
      }),
  };
}
