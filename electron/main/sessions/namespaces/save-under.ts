import { fail, type Result } from '../../../../shared/result.ts';
import type { OpenSessions } from './open-sessions.ts';

/**
 * Stores the unsaved session that was shown under another name, where nothing may be yet, neither stored nor sealed. Only
 * then is it given up here; a newer one that came meanwhile is not. Fails with `pending-gone`, `conflict-changed`,
 * `namespace-unsaved`, `target-occupied`, `journal-not-removed` or with what the store said.
 */
export async function saveUnder(
  sessions: OpenSessions,
  namespace: string,
  fingerprint: string,
  target: string,
): Promise<Result<null>> {
  const shown = sessions.shown(namespace, fingerprint);
  if (!shown.ok) return shown;
  const unsaved = shown.value;
  const other = sessions.manager(target);
  const loaded = await sessions.load(target);
  if (!loaded.ok) return loaded;
  if (other.unsaved || sessions.hasJournaled(target, null))
    return fail('namespace-unsaved', { namespace: target });
  if (loaded.value.object) return fail('target-occupied', { namespace: target });
  other.takeOver({ ...unsaved, condition: { ifNoneMatch: '*' } });
  sessions.copySignedIn(namespace, target);
  const saved = await sessions.save(target);
  if (saved.ok) {
    const givenUp = await sessions.discard(namespace, unsaved.text);
    return givenUp.ok || givenUp.error.code === 'conflict-changed' ? saved : givenUp;
  }
  const occupied = other.conflict !== null;
  const givenUp = await sessions.discard(target, unsaved.text);
  if (!givenUp.ok) return givenUp;
  return occupied ? fail('target-occupied', { namespace: target }) : saved;
}
