import type { App, CommandLine, Session, WebContents } from 'electron';
import type { Logger } from '../logging/logger.ts';

/** Safeguards of every page, said aloud where Electron's own default is the same. */
export const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
} as const;

/** How far the guards give way, which is for the development server alone. */
interface GuardOptions {
  /** Origins from which a window may load its own files. */
  allowedOrigins: readonly string[];
  /** True where the window comes from the development server: only then can anybody open its developer tools. */
  development: boolean;
}

/** A proxy that nobody runs: only root may listen below port 1024, and 9 is for what is to be thrown away (RFC 863). */
const deadProxy = 'http://127.0.0.1:9';

/** Chromium gathers no addresses of this computer, and speaks UDP with nobody. */
const webRtcPolicy = 'disable_non_proxied_udp';

/**
 * Leaves Chromium no way out, for every session and before the first one is made: WebRTC and connections that are made
 * in advance pass by the filter of requests. Main's own connections are Node's and know nothing of this.
 */
function cutOffNetwork(commandLine: CommandLine, { development }: GuardOptions): void {
  commandLine.appendSwitch('force-webrtc-ip-handling-policy', webRtcPolicy);
  commandLine.appendSwitch('webrtc-ip-handling-policy', webRtcPolicy);
  commandLine.appendSwitch('proxy-server', deadProxy);
  // Chromium goes past every proxy to this computer unless it is told not to.
  commandLine.appendSwitch('proxy-bypass-list', development ? 'localhost;127.0.0.1' : '<-loopback>');
  // A name that is looked up has told its server something.
  commandLine.appendSwitch(
    'host-resolver-rules',
    `MAP * ~NOTFOUND${development ? ', EXCLUDE localhost' : ''}`,
  );
}

/** Guards every session and every page that there will ever be, whoever makes it. Must run before Electron is ready. */
export function guardApp(app: App, options: GuardOptions, logger: Logger): void {
  cutOffNetwork(app.commandLine, options);
  // Some versions of Electron let execCommand('paste') read the clipboard and ask for no permission.
  app.commandLine.appendSwitch('blink-settings', 'DOMPasteAllowed=false');
  app.on('session-created', (session) => guardSession(session, options, logger));
  app.on('web-contents-created', (_, contents) => {
    guardNavigation(contents, logger);
    contents.setWebRTCIPHandlingPolicy(webRtcPolicy);
    if (!options.development) contents.on('devtools-opened', () => contents.closeDevTools());
  });
}

/** No page may navigate away, open a window or embed another page. It may reload itself, as after a bug. */
function guardNavigation(contents: WebContents, logger: Logger): void {
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
}

/** A window needs no permission of the system, no file and no network of its own: main does all of that. */
function guardSession(session: Session, { allowedOrigins, development }: GuardOptions, logger: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    logger.warn('permission refused', { permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((request, answer) => {
    const isTool = development && request.url.startsWith('devtools:');
    answer({ cancel: !isTool && !isAllowed(request.url, allowedOrigins) });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
    logger.warn('download refused');
  });
}

function isAllowed(url: string, allowedOrigins: readonly string[]): boolean {
  return (
    url.startsWith('data:') ||
    url.startsWith('blob:') ||
    allowedOrigins.some((origin) => url === origin || url.startsWith(`${origin}/`))
  );
}
