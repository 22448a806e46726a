import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { Handlers } from '../requests.ts';

type PendingChannel = Extract<keyof Handlers, `pending:${string}`>;

/** Brings a session string out of the app, to where the operator said. False when they thought better of it. */
export interface SessionExport {
  toFile(namespace: string, text: string): Promise<Result<boolean>>;
  toClipboard(text: string): void;
}

export interface PendingHandlerParts {
  /** Those of the selected profile, or null without one. */
  current(): Promise<Namespaces | null>;
  exports: SessionExport;
}

export function pendingHandlers({ current, exports }: PendingHandlerParts): Pick<Handlers, PendingChannel> {
  async function withCurrent<T>(use: (namespaces: Namespaces) => Promise<Result<T>>): Promise<Result<T>> {
    const namespaces = await current();
    return namespaces ? use(namespaces) : fail('profile-missing');
  }

  return {
    'pending:list': async () => ok((await current())?.pending.list() ?? null),
    'pending:retry': ({ namespace }) => withCurrent(({ pending }) => pending.retry(namespace)),
    'pending:save-as': ({ namespace, target }) =>
      withCurrent(async (namespaces) => {
        const saved = await namespaces.saveAs(namespace, target);
        return saved.ok ? ok(null) : saved;
      }),
    'pending:export': ({ namespace, to }) =>
      withCurrent(async ({ pending }) => {
        const text = pending.textOf(namespace);
        if (!text.ok) return text;
        if (to === 'clipboard') {
          exports.toClipboard(text.value);
          return ok({ exported: true });
        }
        const exported = await exports.toFile(namespace, text.value);
        return exported.ok ? ok({ exported: exported.value }) : exported;
      }),
    'pending:discard': ({ namespace, confirmation }) =>
      withCurrent(({ pending }) => pending.discard(namespace, confirmation)),
  };
}
