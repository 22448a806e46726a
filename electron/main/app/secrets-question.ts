import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { visibleText } from '../../../shared/visible-text.ts';

/** Asked by the system's own dialog, so that nothing inside the window can answer it. */
export async function confirmSecrets(window: BrowserWindow | null, namespace: string): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'warning',
    title: 'Copy with secrets',
    message: `Copy the secret key and the API hash for ${visibleText(namespace)}?`,
    detail:
      'Whoever can read the clipboard can then read and replace every session of this profile. The clipboard is emptied after a minute.',
    buttons: ['Copy with secrets', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options);
  return response === 0;
}
