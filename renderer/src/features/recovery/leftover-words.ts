import type { InterruptedOutcome, Leftover } from '../../../../shared/held-sessions.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { formatAgo } from '../../components/format.ts';
import { waitWords } from './pending-words.ts';

const kindWords: Record<Leftover['kind'], string> = {
  interrupted: 'Interrupted sign-in',
  superseded: 'Session that another one replaced',
  'wrong-account': 'Session of another account',
  newer: 'File of a newer version',
  damaged: 'Damaged file',
  foreign: 'File of another profile',
  unreadable: 'File that cannot be read',
};

export function leftoverTitle({ namespace }: Leftover): string {
  return visibleText(namespace ?? 'Namespace not known');
}

/** Its kind, its date and its key. */
export function leftoverFacts({ kind, writtenAt, fingerprint }: Leftover, nowMs: number): string {
  const when = writtenAt === null ? 'date not known' : `from ${formatAgo(writtenAt, nowMs)}`;
  const facts = [kindWords[kind], when];
  return (fingerprint === null ? facts : [...facts, `key ${fingerprint}`]).join(' · ');
}

/** When an interrupted sign-in is asked about next, or null if nothing is asked. */
export function nextAskWords(leftover: Leftover, nowMs: number): string | null {
  if (leftover.kind !== 'interrupted' || !leftover.readable) return null;
  if (leftover.asking) return 'Telegram is being asked now.';
  if (leftover.nextAskAt === null) return 'The app asks again the next time it starts.';
  return `The app asks again in ${waitWords(leftover.nextAskAt, nowMs)}.`;
}

/** A sign-in that is asked about for the first time needs nobody yet. */
export function waitsForOperator(leftover: Leftover): boolean {
  const isFirstQuestion = leftover.kind === 'interrupted' && leftover.asking;
  return !isFirstQuestion || leftover.reason.code !== 'sign-in-interrupted';
}

export const outcomeWords: Record<InterruptedOutcome, string> = {
  accepted: 'Telegram accepted the sign-in. Its session is being stored.',
  known: 'The session of this sign-in is already kept.',
  'not-accepted': 'Telegram did not accept the sign-in, so nothing is left of it.',
};
