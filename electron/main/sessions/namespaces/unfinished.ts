import { isSameSession, type ShownSession } from '../../../../shared/held-sessions.ts';
import type { UnsavedAtQuit } from '../../../../shared/quit.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import { type AttemptedKeys, namespaceOf } from '../journal/attempted-keys.ts';
import type { PendingSessions } from '../pending/pending-sessions.ts';
import type { SessionJournal } from '../session-journal.ts';
import { fingerprintOfText } from '../session-string/index.ts';
import type { OpenSessions } from './open-sessions.ts';

export interface UnfinishedParts {
  sessions: OpenSessions;
  journal: SessionJournal;
  attempted: AttemptedKeys;
  pending: PendingSessions;
}

/** What is asked about before the app ends: sessions that are not stored, and sign-ins that would be lost. */
export class Unfinished {
  constructor(private readonly parts: UnfinishedParts) {}

  list(): UnsavedAtQuit[] {
    const sessions = this.unsavedSessions();
    const isOfThese = (key: UnsavedAtQuit) => sessions.some((session) => isSameSession(key, session));
    return [...sessions, ...this.interrupted().filter((key) => !isOfThese(key))];
  }

  /** What would not survive the app. */
  exposed(): UnsavedAtQuit[] {
    return this.list().filter(({ sealedOnDisk }) => !sealedOnDisk);
  }

  /** Gives up for good what was shown, and nothing else; fails as {@link PendingSessions.discard} does. */
  async giveUp({ namespace, fingerprint }: ShownSession): Promise<Result<null>> {
    const { sessions, attempted, pending } = this.parts;
    if (sessions.shown(namespace, fingerprint).ok) return pending.discard(namespace, fingerprint, namespace);
    const error = await attempted.giveUp(namespace, fingerprint);
    return error ? { ok: false, error } : ok(null);
  }

  /** Asks Telegram about the sign-ins that would be lost; resolves when it has answered, or could not be asked. */
  ask(): Promise<void> {
    return this.parts.attempted.askAboutExposed();
  }

  /**
   * A sealed copy of another session of the namespace protects nothing; of a session that is being moved, the one under its
   * new name does.
   */
  private unsavedSessions(): UnsavedAtQuit[] {
    const { sessions, journal } = this.parts;
    const sealed = journal.entries().filter(({ unprotected }) => unprotected === null);
    const safe = new Set(sealed.map(({ record }) => record?.text));
    return sessions.unsaved().flatMap((namespace) => {
      const { unsavedSession, saveError: error } = sessions.manager(namespace);
      const fingerprint = unsavedSession && fingerprintOfText(unsavedSession.text);
      if (!unsavedSession || fingerprint === null) return [];
      const sealedOnDisk = safe.has(unsavedSession.text);
      return [{ kind: 'session', namespace, fingerprint, error, sealedOnDisk }];
    });
  }

  /** Those whose key is on the disk are asked about at the next start. */
  private interrupted(): UnsavedAtQuit[] {
    return this.parts.attempted.exposed().map(({ entry, error }) => ({
      kind: 'interrupted',
      namespace: namespaceOf(entry.namespace),
      fingerprint: entry.fingerprint,
      error,
      sealedOnDisk: false,
    }));
  }
}
