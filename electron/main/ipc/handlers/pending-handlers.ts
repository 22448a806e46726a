import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { SignInAttempts } from '../../telegram/sign-in/attempts.ts';
import type { Handlers } from '../requests.ts';
import { closeStoring } from './close-storing.ts';

type PendingChannel = Extract<keyof Handlers, `pending:${string}`>;

/** Brings a session string out of the app, to where the operator said. False when they thought better of it. */
export interface SessionExport {
  toFile(namespace: string, text: string): Promise<Result<boolean>>;
  toClipboard(text: string): void;
}

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
        if (!text.ok) return text;
        if (to === 'clipboard') {
          exports.toClipboard(text.value);
          return ok({ exported: true });
        }
        const exported = await exports.toFile(namespace, text.value);
        return exported.ok ? ok({ exported: exported.value }) : exported;
      }),
    'pending:discard': ({ namespace, fingerprint, confirmation }) =>
      withCurrent(async ({ pending }, attempts) => {
        if (confirmation === namespace) await closeStoring(attempts, namespace, fingerprint);
        return pending.discard(namespace, fingerprint, confirmation);
      }),
  };
}
