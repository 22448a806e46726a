import { fail, type Result } from '../../../../shared/result.ts';
import type { SessionData } from '../session-string/index.ts';
import type { OpenSessions } from './open-sessions.ts';

/**
 * Stores an earlier session over the object with this ETag and no other, or where there is none. Fails with
 * `namespace-unsaved` or with what the store said; then the session stays unsaved, as one that was signed in would.
 */
export async function bringBack(
  sessions: OpenSessions,
  namespace: string,
  session: SessionData,
  shownEtag: string | null,
): Promise<Result<null>> {
  const manager = sessions.manager(namespace);
  if (manager.unsaved) return fail('namespace-unsaved', { namespace });
  manager.updateFromClient(session, shownEtag === null ? { ifNoneMatch: '*' } : { ifMatch: shownEtag });
  return sessions.save(namespace);
}
