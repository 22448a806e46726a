import { Notification } from 'electron';
import type { MainWindow } from './main-window.ts';

/** Shows a notice of the system while nobody is looking at the window; a click brings the window back. */
export function createNotifier(
  window: Pick<MainWindow, 'current' | 'focus'>,
): (notice: { title: string; body: string }) => void {
  return (notice) => {
    if (window.current()?.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification(notice);
    notification.on('click', () => window.focus());
    notification.show();
  };
}
