import { describeError } from '../../../../shared/errors.ts';
import type { PendingSession } from '../../../../shared/recovery.ts';
import { formatAgo } from '../../components/format.ts';

export function pendingHeadline(count: number, leftovers: number): string {
  if (count === 0)
    return leftovers === 1
      ? '1 leftover of an earlier sign-in'
      : `${leftovers} leftovers of earlier sign-ins`;
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

/** The same where nothing but leftovers is there. */
export function leftoverWords(count: number): string {
  return count === 1
    ? 'It may hold a session that is nowhere else, and waits for your decision.'
    : 'They may hold sessions that are nowhere else, and wait for your decision.';
}

/** The first line of the list. */
export function introduction(count: number, leftovers: number): string {
  if (count > 0) return 'The store has not confirmed these sessions, so their connectors cannot find them.';
  return leftovers > 0 ? 'No session waits to be stored.' : 'Every session is stored.';
}

/** What happens next with a session by itself. */
export function nextTryWords(session: PendingSession, nowMs: number): string {
  if (!session.readable) return 'It is kept as it is until its seal can be opened.';
  if (session.trying) return 'The app is trying to store it now.';
  if (session.nextRetryAt === null) return 'It waits for your decision.';
  return `The app tries again in ${waitWords(session.nextRetryAt, nowMs)}.`;
}

/** How long until a time: at least a second. */
export function waitWords(timeMs: number, nowMs: number): string {
  const seconds = Math.max(1, Math.ceil((timeMs - nowMs) / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
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
