import type { SessionVersion } from '../../../../shared/history.ts';
import { fail, ok } from '../../../../shared/result.ts';
import type { SessionHistories } from '../../sessions/history/session-histories.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import { fingerprint } from '../../sessions/session-string/index.ts';
import type { ClobberWatch } from '../../sessions/watch/clobber-watch.ts';
import type { Handlers } from '../requests.ts';
import type { Confirm } from './confirm.ts';
import { withSelected } from './with-selected.ts';

type HistoryChannel = Extract<keyof Handlers, `history:${string}` | `watch:${string}`>;

interface HistoryWorkspace {
  namespaces: Namespaces;
  history: SessionHistories;
  watch: ClobberWatch;
}

/** `current` gives the selected profile's workspace, or null without one. */
export function historyHandlers(
  current: () => Promise<HistoryWorkspace | null>,
  confirm: Confirm,
): Pick<Handlers, HistoryChannel> {
  const withCurrent = withSelected(current);

  /** @param etag of the object that was shown, which is all that may be replaced */
  async function restore(
    { history, namespaces }: HistoryWorkspace,
    namespace: string,
    version: Pick<SessionVersion, 'source' | 'id'>,
    etag: string | null,
  ) {
    const session = await history.session(namespace, version);
    if (!session.ok) return session;
    const stored = await namespaces.stored(namespace);
    if (!stored.ok) return stored;
    const { object } = stored.value;
    if ((object?.etag ?? null) !== etag) return fail('conflict-changed');
    const restored = fingerprint(session.value.authKey);
    const confirmed = await confirm({ kind: 'restore', namespace, restored, replaced: object });
    return confirmed.ok ? namespaces.bringBack(namespace, session.value, etag) : confirmed;
  }

  /** Where the object is not ours any more, the sealed copy that is let go may be all there is of the session. */
  const stopWatch = ({ namespace }: { namespace: string }) =>
    withCurrent(async ({ watch }) => {
      const view = watch.view(namespace);
      const isOurs = !view?.clobbered && view?.hiddenSince === null;
      if (view && !isOurs) {
        const { ours, clobbered } = view;
        const stored = clobbered?.side ?? null;
        const confirmed = await confirm({ kind: 'let-go', namespace, ours: ours.fingerprint, stored });
        if (!confirmed.ok) return confirmed;
        if (watch.view(namespace)?.ours.fingerprint !== ours.fingerprint) return fail('watch-gone');
      }
      return (await watch.stop(namespace)) ? ok(null) : fail('watch-gone');
    });

  return {
    'history:list': ({ namespace, continuation }) =>
      withCurrent(({ history }) => history.list(namespace, continuation)),

    'history:restore': ({ namespace, source, id, etag }) =>
      withCurrent((workspace) => restore(workspace, namespace, { source, id }, etag)),

    'watch:restore': ({ namespace, etag }) =>
      withCurrent(async (workspace) => {
        const id = workspace.watch.copyIdOf(namespace);
        if (id === null) return fail('watch-gone');
        return restore(workspace, namespace, { source: 'sealed-copy', id }, etag);
      }),

    'watch:confirm-running': stopWatch,
    'watch:stop': stopWatch,
  };
}
