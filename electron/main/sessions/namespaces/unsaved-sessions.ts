import type { UnsavedAtQuit } from '../../../../shared/recovery.ts';
import type { SessionJournal } from '../session-journal.ts';
import { fingerprintOfText } from '../session-string/index.ts';
import type { OpenSessions } from './open-sessions.ts';

/** What the store has not confirmed. A sealed copy of another session of the same namespace protects nothing. */
export function unsavedSessions(sessions: OpenSessions, journal: SessionJournal): UnsavedAtQuit[] {
  const sealed = journal.entries().filter(({ unprotected }) => unprotected === null);
  const safe = new Map(sealed.map(({ namespace, record }) => [namespace, record?.text]));
  return sessions.unsaved().flatMap((namespace) => {
    const { unsavedSession, saveError } = sessions.manager(namespace);
    const fingerprint = unsavedSession && fingerprintOfText(unsavedSession.text);
    if (!unsavedSession || fingerprint === null) return [];
    const sealedOnDisk = unsavedSession.text === safe.get(namespace);
    return [{ namespace, fingerprint, error: saveError, sealedOnDisk }];
  });
}
