import type { UnsavedAtQuit } from '../../../../shared/recovery.ts';
import type { SessionJournal } from '../session-journal.ts';
import { fingerprintOfText } from '../session-string/index.ts';
import type { OpenSessions } from './open-sessions.ts';

/**
 * What the store has not confirmed. A sealed copy of another session of the namespace protects nothing; of a session that is
 * being moved, the one under its new name does.
 */
export function unsavedSessions(sessions: OpenSessions, journal: SessionJournal): UnsavedAtQuit[] {
  const sealed = journal.entries().filter(({ unprotected }) => unprotected === null);
  const safe = new Set(sealed.map(({ record }) => record?.text));
  return sessions.unsaved().flatMap((namespace) => {
    const { unsavedSession, saveError } = sessions.manager(namespace);
    const fingerprint = unsavedSession && fingerprintOfText(unsavedSession.text);
    if (!unsavedSession || fingerprint === null) return [];
    const sealedOnDisk = safe.has(unsavedSession.text);
    return [{ namespace, fingerprint, error: saveError, sealedOnDisk }];
  });
}
