import { type BrowserWindow, dialog } from 'electron';
import type { QuitChoice } from './quit.ts';

const choices: readonly QuitChoice[] = ['retry', 'stay', 'discard'];

/** Sessions that are signed in but not stored: losing them costs a person another code, so nothing is a default. */
export async function askAboutUnsaved(
  window: BrowserWindow | null,
  unsavedNamespaces: string[],
): Promise<QuitChoice> {
  const count = unsavedNamespaces.length;
  const options = {
    type: 'warning' as const,
    title: 'Not stored yet',
    message: count === 1 ? 'One session is not stored yet' : `${count} sessions are not stored yet`,
    detail: `${unsavedNamespaces.join(', ')}\n\nThe store did not take them. If you quit now, they are lost and somebody has to sign in again.`,
    buttons: ['Try again', 'Keep the app open', 'Quit and lose them'],
    cancelId: 1,
    noLink: true,
  };
  const { response } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options);
  return choices[response] ?? 'stay';
}
