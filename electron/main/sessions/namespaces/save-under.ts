import { fail, type Result } from '../../../../shared/result.ts';
import type { OpenSessions } from './open-sessions.ts';

/**
 * Stores a namespace's unsaved session under another name, where nothing may be yet. Only then is it given up here. Fails
 * with `pending-gone`, `namespace-unsaved`, `target-occupied` or with what the store said.
 */
export async function saveUnder(
  sessions: OpenSessions,
  namespace: string,
  target: string,
): Promise<Result<null>> {
  const unsaved = sessions.manager(namespace).unsavedSession;
  if (!unsaved) return fail('pending-gone', { namespace });
  const other = sessions.manager(target);
  if (other.unsaved) return fail('namespace-unsaved', { namespace: target });
  const loaded = await sessions.load(target);
  if (!loaded.ok) return loaded;
  if (loaded.value.object) return fail('target-occupied', { namespace: target });
  other.takeOver({ ...unsaved, condition: { ifNoneMatch: '*' } });
  sessions.copySignedIn(namespace, target);
  const saved = await sessions.save(target);
  if (saved.ok) {
    await sessions.discard(namespace);
    return saved;
  }
  const occupied = other.conflict !== null;
  await sessions.discard(target);
  return occupied ? fail('target-occupied', { namespace: target }) : saved;
}
