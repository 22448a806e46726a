import { Notification } from 'electron';
import type { MainWindow } from './main-window.ts';
import type { Notice } from './notices.ts';

/** Shows a notice of the system while nobody is looking at the window; a click brings the window back. */
export function createNotifier(window: Pick<MainWindow, 'current' | 'focus'>): (notice: Notice) => void {
  return ({ title, body }) => {
    if (window.current()?.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    notification.on('click', () => window.focus());
    notification.show();
  };
}
