import { ok } from '../../../../shared/result.ts';
import type { Decisions } from '../../sessions/custody/decisions.ts';
import type { Pending } from '../../sessions/custody/pending.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { Handlers } from '../requests.ts';
import type { Confirm } from './confirm.ts';
import { exportSession, type SessionExport } from './export-session.ts';
import { withSelected } from './with-selected.ts';

type PendingChannel = Extract<keyof Handlers, `pending:${string}`>;

interface PendingWorkspace {
  namespaces: Pick<Namespaces, 'saveAs'>;
  held: { pending: Pending; decisions: Pick<Decisions, 'shown'> };
}

interface PendingHandlerParts {
  /** That of the selected profile, or null without one. */
  current(): Promise<PendingWorkspace | null>;
  exports: SessionExport;
  confirm: Confirm;
}

export function pendingHandlers({
  current,
  exports,
  confirm,
}: PendingHandlerParts): Pick<Handlers, PendingChannel> {
  const withCurrent = withSelected(current);

  return {
    'pending:list': async () => ok((await current())?.held.pending.firstPart() ?? null),
    'pending:retry': ({ namespace }) => withCurrent(({ held }) => held.pending.retry(namespace)),
    'pending:save-as': ({ namespace, fingerprint, target }) =>
      withCurrent(async ({ namespaces }) => {
        const saved = await namespaces.saveAs(namespace, fingerprint, target);
        return saved.ok ? ok(null) : saved;
      }),
    'pending:export': ({ namespace, fingerprint, to }) =>
      withCurrent(async ({ held: { pending } }) => {
        const text = pending.textOf(namespace, fingerprint);
        if (!text.ok) return text;
        const confirmed = await confirm({ kind: 'export', to, namespace, fingerprint });
        if (!confirmed.ok) return confirmed;
        const still = pending.textOf(namespace, fingerprint);
        return still.ok ? exportSession(exports, to, { namespace, text: still.value }) : still;
      }),
    'pending:discard': ({ namespace, fingerprint }) =>
      withCurrent(async ({ held: { pending, decisions } }) => {
        const shown = decisions.shown(namespace, fingerprint);
        if (!shown.ok) return shown;
        const confirmed = await confirm({ kind: 'discard-waiting', session: { namespace, fingerprint } });
        return confirmed.ok ? pending.discard(namespace, fingerprint) : confirmed;
      }),
  };
}
