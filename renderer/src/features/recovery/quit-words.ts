import type { UnsavedAtQuit } from '../../../../shared/recovery.ts';

function namesOf(sessions: readonly UnsavedAtQuit[], kind: UnsavedAtQuit['kind']): string {
  return sessions.flatMap((session) => (session.kind === kind ? session.namespace : [])).join(', ');
}

/** What the app is doing before it quits. */
export function workWords(sessions: readonly UnsavedAtQuit[], seconds: number): string {
  const stored = namesOf(sessions, 'session');
  const asked = namesOf(sessions, 'interrupted');
  const work = [
    ...(stored ? [`Storing ${stored}.`] : []),
    ...(asked ? [`Asking Telegram whether it has accepted the sign-in of ${asked}.`] : []),
  ];
  return [...work, `This takes ${seconds} s at most.`].join(' ');
}

/** Why the app asks, and what quitting now would mean. */
export function questionWords(sessions: readonly UnsavedAtQuit[]): string {
  if (sessions.every(({ kind }) => kind === 'interrupted'))
    return 'Telegram has not said whether it accepted this. Quitting now would lose a session that it may have made.';
  const which = sessions.length === 1 ? 'This session is not in the store.' : 'This is not in the store.';
  return sessions.every(({ sealedOnDisk }) => sealedOnDisk)
    ? `${which} What is sealed on this computer stays: the app tries again after its next start.`
    : `${which} Not everything has a sealed copy on this computer, so quitting now would lose it.`;
}

/** What giving up means. */
export function discardWords(sessions: readonly UnsavedAtQuit[]): string {
  const isAt = (kind: UnsavedAtQuit['kind']) => sessions.some((session) => session.kind === kind);
  const again = 'Somebody has to sign in again with a new code';
  const words = isAt('session') ? `${again}, unless they came from the history.` : `${again}.`;
  if (!isAt('interrupted')) return words;
  return `${words} A session that Telegram has made stays listed there under Settings › Devices until it is ended.`;
}
