import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { SignInAttempts } from '../../telegram/sign-in/attempts.ts';
import type { Handlers } from '../requests.ts';
import { closeStoring } from './close-storing.ts';
import { exportSession, type SessionExport } from './export-session.ts';

type PendingChannel = Extract<keyof Handlers, `pending:${string}`>;

interface PendingWorkspace {
  namespaces: Namespaces;
  attempts: SignInAttempts;
}

export interface PendingHandlerParts {
  /** That of the selected profile, or null without one. */
  current(): Promise<PendingWorkspace | null>;
  exports: SessionExport;
}

export function pendingHandlers({ current, exports }: PendingHandlerParts): Pick<Handlers, PendingChannel> {
  async function withCurrent<T>(
    use: (namespaces: Namespaces, attempts: SignInAttempts) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const workspace = await current();
    return workspace ? use(workspace.namespaces, workspace.attempts) : fail('profile-missing');
  }

  return {
    'pending:list': async () => ok((await current())?.namespaces.pending.list() ?? null),
    'pending:retry': ({ namespace }) => withCurrent(({ pending }) => pending.retry(namespace)),
    'pending:save-as': ({ namespace, fingerprint, target }) =>
      withCurrent(async (namespaces, attempts) => {
        await closeStoring(attempts, namespace, fingerprint);
        const saved = await namespaces.saveAs(namespace, fingerprint, target);
        return saved.ok ? ok(null) : saved;
      }),
    'pending:export': ({ namespace, fingerprint, to }) =>
      withCurrent(async ({ pending }) => {
        const text = pending.textOf(namespace, fingerprint);
        return text.ok ? exportSession(exports, to, { namespace, text: text.value }) : text;
      }),
    'pending:discard': ({ namespace, fingerprint, confirmation }) =>
      withCurrent(async ({ pending }, attempts) => {
        if (confirmation === namespace) await closeStoring(attempts, namespace, fingerprint);
        return pending.discard(namespace, fingerprint, confirmation);
      }),
  };
}
