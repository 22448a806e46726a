import { dialog } from 'electron';
import { interruptedWords, type UnsavedAtQuit } from '../../../shared/quit.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import type { QuitChoice } from './quit.ts';

const labels = {
  retry: 'Try again',
  stay: 'Keep the app open',
  keep: 'Keep the sealed copy and quit',
};

/**
 * The same question where the window cannot ask it. Nothing can be given up here: that takes typing. Over a locked window
 * it names no session.
 */
export async function askWithoutWindow(sessions: UnsavedAtQuit[], locked: boolean): Promise<QuitChoice> {
  const count = sessions.length;
  const sealed = sessions.every(({ sealedOnDisk }) => sealedOnDisk);
  const choices = sealed ? (['retry', 'stay', 'keep'] as const) : (['retry', 'stay'] as const);
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Waiting to be stored',
    message:
      count === 1 ? 'One session is waiting to be stored' : `${count} sessions are waiting to be stored`,
    detail: locked ? 'Unlock the app to see more.' : sessions.map(lineOf).join('\n'),
    buttons: choices.map((choice) => labels[choice]),
    cancelId: 1,
    noLink: true,
  });
  return { choice: choices[response] ?? 'stay' };
}

function lineOf({ kind, namespace }: UnsavedAtQuit): string {
  const name = visibleText(namespace);
  return kind === 'interrupted' ? `${name}: ${interruptedWords}` : name;
}
