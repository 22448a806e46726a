import type { UnsavedAtQuit } from '../../../../shared/quit.ts';
import { visibleText } from '../../../../shared/visible-text.ts';

function namesOf(sessions: readonly UnsavedAtQuit[], kind: UnsavedAtQuit['kind']): string {
  return sessions
    .flatMap((session) => (session.kind === kind ? visibleText(session.namespace) : []))
    .join(', ');
}

/** The work that the app does before it quits. */
export function workWords(sessions: readonly UnsavedAtQuit[], seconds: number): string {
  const stored = namesOf(sessions, 'session');
  const asked = namesOf(sessions, 'interrupted');
  const work = [
    ...(stored ? [`Storing ${stored}.`] : []),
    ...(asked ? [`Asking Telegram whether it has accepted the sign-in of ${asked}.`] : []),
  ];
  return [...work, `This takes at most ${seconds} s.`].join(' ');
}

/** Why the app asks, and what quitting now would mean. */
export function questionWords(sessions: readonly UnsavedAtQuit[]): string {
  if (sessions.every(({ kind }) => kind === 'interrupted'))
    return 'Telegram has not said whether it accepted this. Quitting now would lose a session that it may have made.';
  const sealed = sessions.every(({ sealedOnDisk }) => sealedOnDisk);
  if (sessions.length === 1)
    return sealed
      ? 'This session is not in the store. Its sealed copy stays on this computer: the app tries again the next time it starts.'
      : 'This session is not in the store, and there is no sealed copy on this computer: quitting now would lose it.';
  return sealed
    ? 'These are not in the store. Their sealed copies stay on this computer: the app tries again the next time it starts.'
    : 'These are not in the store. Not all have a sealed copy on this computer: quitting now would lose those without.';
}
