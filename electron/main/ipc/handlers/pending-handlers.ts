import type { ErrorCode } from '../../../../shared/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Pending } from '../../sessions/custody/pending.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { Handlers } from '../requests.ts';
import { exportSession, type SessionExport } from './export-session.ts';

type PendingChannel = Extract<keyof Handlers, `pending:${string}`>;

interface PendingWorkspace {
  namespaces: Pick<Namespaces, 'saveAs'>;
  held: { pending: Pending };
}

interface PendingHandlerParts {
  /** That of the selected profile, or null without one. */
  current(): Promise<PendingWorkspace | null>;
  exports: SessionExport;
}

export function pendingHandlers({ current, exports }: PendingHandlerParts): Pick<Handlers, PendingChannel> {
  async function withPending<T, C extends ErrorCode>(
    use: (pending: Pending) => Promise<Result<T, C>>,
  ): Promise<Result<T, C | 'profile-missing'>> {
    const workspace = await current();
    return workspace ? use(workspace.held.pending) : fail('profile-missing');
  }

  return {
    'pending:list': async () => ok((await current())?.held.pending.firstPart() ?? null),
    'pending:retry': ({ namespace }) => withPending((pending) => pending.retry(namespace)),
    'pending:save-as': async ({ namespace, fingerprint, target }) => {
      const workspace = await current();
      if (!workspace) return fail('profile-missing');
      const saved = await workspace.namespaces.saveAs(namespace, fingerprint, target);
      return saved.ok ? ok(null) : saved;
    },
    'pending:export': ({ namespace, fingerprint, to }) =>
      withPending(async (pending) => {
        const text = pending.textOf(namespace, fingerprint);
        return text.ok ? exportSession(exports, to, { namespace, text: text.value }) : text;
      }),
    'pending:discard': ({ namespace, fingerprint, confirmation }) =>
      withPending((pending) => pending.discard(namespace, fingerprint, confirmation)),
  };
}
