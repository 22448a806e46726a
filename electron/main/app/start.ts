import type { Socket } from 'node:net';
import { join } from 'node:path';
import { app, dialog, Menu, protocol, session } from 'electron';
import type { ProfileDraft, ProfileSecrets } from '../../../shared/profiles.ts';
import { JsonFile } from '../files/json-file.ts';
import { createPublisher } from '../ipc/events.ts';
import { serveWindowRequests } from '../ipc/window-requests.ts';
import { createFileLogger } from '../logging/file-logger.ts';
import { appOrigin, appUrl, registerAppScheme, serveAppFiles } from './app-protocol.ts';
import { guardNavigation, guardSession } from './guards.ts';
import { MainWindow } from './main-window.ts';
import { createMenu } from './menu.ts';
import { QuitSequence } from './quit.ts';
import { askAboutUnsaved } from './quit-dialog.ts';
import { createServices } from './services.ts';
import { windowStateSchema } from './window-state.ts';

/** Longest time a quit waits for running sign-ins and writes before it asks. */
const quitTimeoutMs = 10_000;

export interface StartOptions {
  /** The folder of the built entry file: the preload, the window's files and the workers lie around it. */
  mainFolder: string;
  /** True when the servers are practice servers; the window says so. */
  practice: boolean;
  /** Opens a connection to a Telegram data centre. */
  dial(address: string, port: number): Socket;
  /** Saved and selected when there is no profile yet. */
  initialProfile: { draft: ProfileDraft; secrets: ProfileSecrets } | null;
}

/**
 * Starts the app: guards first, then the services, then the window. It does not wait, because Electron is ready
 * only after the entry file has been evaluated.
 */
export function startApp(options: StartOptions): void {
  start(options).catch((error: unknown) => {
    dialog.showErrorBox('The app cannot start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
}

async function start(options: StartOptions): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme(protocol);
  // As root Chromium only runs without its sandbox; asking for it then ends every child process.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const userData = app.getPath('userData');
  const logger = createFileLogger(join(userData, 'logs'));
  guardNavigation(app, logger);
  await app.whenReady();

  const developmentUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
  guardSession(session.defaultSession, allowedOrigins(developmentUrl), logger);
  serveAppFiles(protocol, join(options.mainFolder, '..', 'renderer'));
  Menu.setApplicationMenu(createMenu(app.isPackaged));

  const quit: QuitSequence = new QuitSequence({
    work: () => services.workspaces.opened(),
    ask: (unsaved) => askAboutUnsaved(window.current(), unsaved),
    quit: () => app.quit(),
    timeoutMs: quitTimeoutMs,
  });
  const window: MainWindow = new MainWindow(
    {
      url: developmentUrl ?? appUrl,
      preload: join(options.mainFolder, '..', 'preload', 'index.cjs'),
      state: new JsonFile(join(userData, 'window.json'), windowStateSchema, Date.now),
    },
    () => quit.mayQuit(),
  );
  const services = await createServices({
    ...options,
    userData,
    logger,
    publish: createPublisher(() => window.contents()),
    chooseFile,
  });

  serveWindowRequests(services.handlers, (event) => window.isOwnRequest(event), logger);
  app.on('second-instance', () => window.focus());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (!quit.mayQuit()) event.preventDefault();
  });
  logger.info('started', { version: app.getVersion(), electron: process.versions.electron });
  await window.open();

  async function chooseFile(): Promise<string | null> {
    const dialogOptions = {
      title: 'Import the connector’s .env file',
      properties: ['openFile' as const, 'showHiddenFiles' as const],
    };
    const parent = window.current();
    const chosen = parent
      ? await dialog.showOpenDialog(parent, dialogOptions)
      : await dialog.showOpenDialog(dialogOptions);
    return chosen.filePaths[0] ?? null;
  }
}

/** The development server pushes changes over a web socket of its own origin. */
function allowedOrigins(developmentUrl: string | undefined): string[] {
  if (developmentUrl === undefined) return [appOrigin];
  const { host } = new URL(developmentUrl);
  return [appOrigin, `http://${host}`, `ws://${host}`];
}
