import type { ErrorCode } from '../../../../shared/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { SessionHistories } from '../../sessions/history/session-histories.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { ClobberWatch } from '../../sessions/watch/clobber-watch.ts';
import type { Handlers } from '../requests.ts';

type HistoryChannel = Extract<keyof Handlers, `history:${string}` | `watch:${string}`>;

interface HistoryWorkspace {
  namespaces: Namespaces;
  history: SessionHistories;
  watch: ClobberWatch;
}

/** `current` gives the selected profile's workspace, or null without one. */
export function historyHandlers(
  current: () => Promise<HistoryWorkspace | null>,
): Pick<Handlers, HistoryChannel> {
  async function withCurrent<T, C extends ErrorCode>(
    use: (workspace: HistoryWorkspace) => Promise<Result<T, C>>,
  ): Promise<Result<T, C | 'profile-missing'>> {
    const workspace = await current();
    return workspace ? use(workspace) : fail('profile-missing');
  }

  const stopWatch = ({ namespace }: { namespace: string }) =>
    withCurrent(async ({ watch }) => ((await watch.stop(namespace)) ? ok(null) : fail('watch-gone')));

  return {
    'history:list': ({ namespace, continuation }) =>
      withCurrent(({ history }) => history.list(namespace, continuation)),

    'history:restore': ({ namespace, source, id, etag }) =>
      withCurrent(async ({ history, namespaces }) => {
        const session = await history.session(namespace, { source, id });
        return session.ok ? namespaces.bringBack(namespace, session.value, etag) : session;
      }),

    'watch:restore': ({ namespace, etag }) =>
      withCurrent(async ({ watch, history, namespaces }) => {
        const id = watch.copyIdOf(namespace);
        if (id === null) return fail('watch-gone');
        const session = await history.session(namespace, { source: 'sealed-copy', id });
        return session.ok ? namespaces.bringBack(namespace, session.value, etag) : session;
      }),

    'watch:confirm-running': stopWatch,
    'watch:stop': stopWatch,
  };
}
