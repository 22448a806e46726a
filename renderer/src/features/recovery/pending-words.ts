import { describeError } from '../../../../shared/errors.ts';
import type { PendingSession } from '../../../../shared/recovery.ts';
import { formatAgo } from '../../components/format.ts';

export function pendingHeadline(count: number, damaged: number): string {
  if (count === 0)
    return damaged === 1 ? 'A sealed session cannot be read' : 'Sealed sessions cannot be read';
  return count === 1 ? '1 session is not stored yet' : `${count} sessions are not stored yet`;
}

/** Where the sessions that are not stored are, and what happens next with them. */
export function pendingPlaceWords(sessions: readonly PendingSession[]): string {
  if (sessions.some(({ unprotected }) => unprotected))
    return 'At least one of them is in memory only: keep the app open until it is stored.';
  if (sessions.length > 0 && sessions.every(({ readable }) => !readable))
    return 'Sealed on this computer. Stored once the passphrase that sealed it is entered.';
  return 'Sealed copies are on this computer. The app goes on trying to store them, except where a conflict waits for you.';
}

/** What happens next with a session by itself. */
export function nextTryWords(session: PendingSession, nowMs: number): string {
  if (!session.readable) return 'It is kept as it is until its seal can be opened.';
  if (session.trying) return 'The app is trying to store it now.';
  if (session.nextRetryAt === null) return 'It waits for your decision.';
  const seconds = Math.max(1, Math.ceil((session.nextRetryAt - nowMs) / 1000));
  const wait = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `The app tries again in ${wait}.`;
}

/** Whose it is and since when; it may come from a sign-in or from the history. */
export function keptWords(session: PendingSession, nowMs: number): string {
  const who = session.account?.name ?? 'Account not known';
  return `${who} · DC ${session.dcId} · kept here ${formatAgo(session.journaledAt, nowMs)}`;
}

/** Why the last try failed, in one line. */
export function failureWords({ error }: PendingSession): string | null {
  return error && describeError(error).title;
}
