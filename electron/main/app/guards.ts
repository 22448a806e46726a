import type { App, Session } from 'electron';
import type { Logger } from '../logging/logger.ts';

/** No page may navigate away, open a window or embed another page. It may reload itself, as after a bug. */
export function guardNavigation(app: App, logger: Logger): void {
  app.on('web-contents-created', (_, contents) => {
    const refuse = (what: string) => (event: { preventDefault(): void }, url?: unknown) => {
      event.preventDefault();
      logger.warn(`${what} refused`, { url });
    };
    const isReload = (url: string) => url === contents.getURL();
    contents.on('will-navigate', (event) => {
      if (!isReload(event.url)) refuse('navigation')(event, event.url);
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isReload(event.url)) refuse('frame navigation')(event, event.url);
    });
    contents.on('will-redirect', (event) => refuse('redirect')(event, event.url));
    contents.on('will-attach-webview', refuse('webview'));
    contents.setWindowOpenHandler(({ url }) => {
      logger.warn('new window refused', { url });
      return { action: 'deny' };
    });
  });
}

/** The window needs no permission of the system and no network of its own: main does all of that. */
export function guardSession(session: Session, allowedOrigins: readonly string[], logger: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    logger.warn('permission refused', { permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !isAllowed(request.url, allowedOrigins) });
  });
}

function isAllowed(url: string, allowedOrigins: readonly string[]): boolean {
  return (
    url.startsWith('devtools:') ||
    url.startsWith('data:') ||
    url.startsWith('blob:') ||
    allowedOrigins.some((origin) => url === origin || url.startsWith(`${origin}/`))
  );
}
