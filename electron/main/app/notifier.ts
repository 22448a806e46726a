import { Notification } from 'electron';
import type { MainWindow } from './main-window.ts';
import type { Notice } from './notices.ts';

interface Notifier {
  notify(notice: Notice): void;
  /** Takes back what is on the screen, which names sessions. */
  clear(): void;
}

/** Shows notices of the system while nobody is looking at the window; a click brings the window back. */
export function createNotifier(
  window: Pick<MainWindow, 'current' | 'focus'>,
  isLocked: () => boolean,
): Notifier {
  const shown = new Set<Notification>();
  return {
    notify: (notice) => {
      const locked = isLocked();
      if ((!locked && window.current()?.isFocused()) || !Notification.isSupported()) return;
      const { title, body } = locked ? notice.whileLocked : notice;
      const notification = new Notification({ title, body });
      notification.on('click', () => window.focus());
      notification.on('close', () => shown.delete(notification));
      shown.add(notification);
      notification.show();
    },
    clear: () => {
      for (const notification of shown) notification.close();
      shown.clear();
    },
  };
}
