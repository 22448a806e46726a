import { describeError } from '../../../../shared/errors.ts';
import type { PendingSession } from '../../../../shared/held-sessions.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { formatAgo, formatCount } from '../../components/format.ts';

/** Counts what waits for the operator, sessions first; null if nothing does. */
export function pendingHeadline(count: number, leftovers: number): string | null {
  const parts = [
    ...(count > 0
      ? [
          count === 1
            ? '1 session is waiting to be stored'
            : `${formatCount(count)} sessions are waiting to be stored`,
        ]
      : []),
    ...(leftovers > 0
      ? [
          leftovers === 1
            ? '1 leftover of an earlier sign-in'
            : `${formatCount(leftovers)} leftovers of earlier sign-ins`,
        ]
      : []),
  ];
  return parts.join(', ') || null;
}

/** Where all of it is, and what happens next with it. */
export function bannerWords(sessions: readonly PendingSession[], leftovers: number): string {
  return [
    ...(sessions.length > 0 ? [pendingPlaceWords(sessions)] : []),
    ...(leftovers > 0 ? [leftoverWords(leftovers)] : []),
  ].join(' ');
}

function pendingPlaceWords(sessions: readonly PendingSession[]): string {
  const isOne = sessions.length === 1;
  if (sessions.some(({ unprotected }) => unprotected))
    return isOne
      ? 'It is in memory only: keep the app open until it is stored.'
      : 'At least one of them is in memory only: keep the app open until it is stored.';
  if (sessions.every(({ readable }) => !readable))
    return isOne
      ? 'It is sealed on this computer, and will be stored once you enter its passphrase or its keyring is available.'
      : 'They are sealed on this computer, and will be stored once you enter their passphrase or their keyring is available.';
  return isOne
    ? 'A sealed copy is on this computer. The app keeps trying to store it, unless a conflict waits for your decision.'
    : 'Sealed copies are on this computer. The app keeps trying to store them, unless a conflict waits for your decision.';
}

function leftoverWords(count: number): string {
  return count === 1
    ? 'The leftover may hold a session that is nowhere else, and waits for your decision.'
    : 'The leftovers may hold sessions that are nowhere else, and wait for your decision.';
}

/** The first line of the list. */
export function introduction(count: number, leftovers: number): string {
  if (count === 1) return 'The store has not confirmed this session, so its connector cannot find it.';
  if (count > 1) return 'The store has not confirmed these sessions, so their connectors cannot find them.';
  return leftovers > 0 ? 'No session is waiting to be stored.' : 'Every session is stored.';
}

/** The next thing that the app does with a session. */
export function nextTryWords(session: PendingSession, nowMs: number): string {
  if (!session.readable) return 'It is kept unchanged until it can be unlocked.';
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
  const who = visibleText(session.account?.name ?? 'Account not known');
  return `${who} · DC ${session.dcId} · added ${formatAgo(session.acceptedAt, nowMs)}`;
}

/** Why the last try failed, in one line. */
export function failureWords({ error }: PendingSession): string | null {
  return error && describeError(error).title;
}
