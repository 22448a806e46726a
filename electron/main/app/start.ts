import { join } from 'node:path';
import { app, clipboard, dialog, Menu, powerMonitor, protocol, safeStorage, session, shell } from 'electron';
import { systemTimers } from '../async/timers.ts';
import { codeOf, reasonOf } from '../files/file-errors.ts';
import { JsonFile } from '../files/json-file.ts';
import { cleanTemporaryFiles } from '../files/temporary-files.ts';
import { createPublisher } from '../ipc/events.ts';
import { serveWindowRequests } from '../ipc/window-requests.ts';
import { createFileLogger } from '../logging/file-logger.ts';
import type { Logger } from '../logging/logger.ts';
import { SafeStorageSealer } from '../profiles/safe-storage-sealer.ts';
import { Vault } from '../profiles/vault/vault.ts';
import { VaultFiles } from '../profiles/vault/vault-files.ts';
import {
  appOrigin,
  appUrl,
  confirmationOrigin,
  confirmationPage,
  lockPage,
  registerAppScheme,
  serveAppFiles,
} from './app-protocol.ts';
import { ClipboardMark, clipboardMarkSchema } from './clipboard-mark.ts';
import { confirmInUse } from './confirmation/confirm-in-use.ts';
import { Confirmations } from './confirmation/confirmations.ts';
import { openQuestionWindow } from './confirmation/question-window.ts';
import { FileDialogs } from './file-dialogs.ts';
import { lockFolder } from './folder-lock.ts';
import { guardApp } from './guards.ts';
import { AppLock } from './lock/app-lock.ts';
import { IdleLock } from './lock/idle-lock.ts';
import { lockFileSchema } from './lock/lock-file.ts';
import { LogNames, logSettingsSchema } from './log-names.ts';
import { MainWindow } from './main-window.ts';
import { createMenu, type LogMenu } from './menu.ts';
import { createNotifier } from './notifier.ts';
import { QuitSequence } from './quit.ts';
import { askWithoutWindow } from './quit-dialog.ts';
import { WindowQuestion } from './quit-question.ts';
import { createServices } from './services.ts';
import { createSessionExport } from './session-export.ts';
import type { StartOptions } from './start-options.ts';
import { type TakenEnvironment, takeEnvironment } from './take-environment.ts';
import { windowStateSchema } from './window-state.ts';
import type { Workspaces } from './workspaces.ts';

/** Longest time a quit waits for running sign-ins and writes before it asks. */
const quitTimeoutMs = 10_000;

/**
 * Starts the app: guards first, then the services, then the window. It does not wait, because Electron is ready
 * only after the entry file has been evaluated.
 */
export function startApp(options: StartOptions): void {
  const environment = takeEnvironment(process.env);
  const userData = app.getPath('userData');
  const names = new LogNames(new JsonFile(join(userData, 'log.json'), logSettingsSchema, Date.now));
  const logFolder = join(userData, 'logs');
  const logger = createFileLogger(logFolder, names.textOf);
  start(options, { userData, environment, logger, names }).catch((error: unknown) => {
    logger.error('not started', { error });
    // What an error says itself may be anybody's text.
    const cause = codeOf(error) === '' ? 'This is a bug.' : `The computer says: ${reasonOf(error)}.`;
    dialog.showErrorBox('The app cannot start', `${cause} The log in ${logFolder} has the details.`);
    app.exit(1);
  });
}

interface FirstParts {
  userData: string;
  environment: TakenEnvironment;
  logger: Logger;
  names: LogNames;
}

async function start(
  options: StartOptions,
  { userData, environment, logger, names }: FirstParts,
): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme(protocol);
  // As root Chromium only runs without its sandbox; asking for it then ends every child process.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  logBugs(logger);
  const { developmentUrl } = options;
  const development = developmentUrl !== null;
  guardApp(app, { allowedOrigins: allowedOrigins(developmentUrl), development }, logger);
  await app.whenReady();
  if (!(await lockFolder(userData))) {
    logger.warn('another process uses the folder');
    app.quit();
    return;
  }
  // Before anything is written.
  await cleanTemporaryFiles(userData, logger, Date.now);
  await names.load();

  const confirmationSession = session.fromPartition('confirmation');
  const pages = join(options.mainFolder, '..', 'renderer');
  serveAppFiles(protocol, pages, appOrigin);
  serveAppFiles(confirmationSession.protocol, pages, confirmationOrigin);
  Menu.setApplicationMenu(
    createMenu({
      development,
      lock: () => void lockNow(),
      log: logMenu(names, logger, userData, () => lock.isLocked()),
    }),
  );

  let workspaces: Workspaces | null = null;
  let isProduction = () => false;
  const pageUrl = developmentUrl ?? appUrl;
  const lockUrl = new URL(lockPage, pageUrl).href;
  const vault = new Vault(new SafeStorageSealer(safeStorage), new VaultFiles(userData, logger, Date.now));
  const lock: AppLock = new AppLock({
    file: new JsonFile(join(userData, 'lock.json'), lockFileSchema, Date.now),
    vault,
    isProduction: () => isProduction(),
    now: Date.now,
    logger,
    onChanged: (locked) => showLocked(locked),
  });
  const isLocked = () => lock.isLocked();
  const idle = new IdleLock({
    idleMinutes: () => lock.idleMinutes(),
    lock: () => lock.lock(),
    timers: systemTimers,
    now: Date.now,
    minuteMs: options.idleMinuteMs,
  });
  const lockLoaded = await lock.load();
  const publish = createPublisher(() => window.contents(), isLocked);
  const files = new FileDialogs({ window: () => window.current(), isLocked });
  const markFile = new JsonFile(join(userData, 'clipboard.json'), clipboardMarkSchema, Date.now);
  const mark = new ClipboardMark(markFile);
  const exports = createSessionExport({
    choosePath: (namespace) => files.chooseExportPath(namespace),
    clipboard,
    after: systemTimers.after,
    mark,
  });
  const questionPage = {
    url: `${developmentUrl ?? confirmationOrigin}/${confirmationPage}`,
    preload: join(options.mainFolder, '..', 'preload', 'confirmation.cjs'),
    session: confirmationSession,
  };
  const confirmations = new Confirmations({
    open: (view, events) => {
      const parent = window.current();
      return parent && openQuestionWindow(questionPage, parent, view, events);
    },
    mayAsk: (kind) => !isLocked() && (kind === 'discard-at-quit' || quitQuestion.view() === null),
    after: systemTimers.after,
    logger,
  });
  const confirm = confirmInUse(confirmations, () => workspaces?.opened() ?? null);
  const quitQuestion: WindowQuestion = new WindowQuestion((view) => publish('quit:changed', view), confirm);
  const quit: QuitSequence = new QuitSequence({
    work: () => workspaces?.opened() ?? null,
    show: (view) => {
      // It would stand before the question about quitting.
      if (view) confirmations.dismiss();
      quitQuestion.show(view);
    },
    ask: (sessions) =>
      window.canAsk() && !isLocked() ? quitQuestion.ask(sessions) : askWithoutWindow(sessions, isLocked()),
    quit: () => void exports.emptyClipboard().finally(() => app.quit()),
    now: Date.now,
    timeoutMs: quitTimeoutMs,
  });
  const window: MainWindow = new MainWindow(
    {
      url: isLocked() ? lockUrl : pageUrl,
      preload: join(options.mainFolder, '..', 'preload', 'index.cjs'),
      devTools: development,
      state: new JsonFile(join(userData, 'window.json'), windowStateSchema, Date.now),
    },
    {
      mayClose: () => quit.mayQuit(),
      onInput: () => idle.used(),
      onSessionEnd: () => void quit.end(),
    },
  );
  const notifier = createNotifier(window, isLocked);
  const handlers = createServices({
    ...options,
    userData,
    environment,
    vault,
    lock,
    startupProblems: [...environment.refused, ...(lockLoaded.ok ? [] : [lockLoaded.error])],
    logger,
    publish,
    chooseFile: () => files.chooseFile('Import the connector’s .env file'),
    chooseAuthorityFile: () => files.chooseFile('Choose the store’s CA file'),
    exports,
    quitQuestion,
    confirm,
    notify: (notice) => notifier.notify(notice),
  }).then((services) => {
    workspaces = services.workspaces;
    isProduction = services.isProduction;
    return services.handlers;
  });

  await mark.load();
  // Telling takes scrypt and the desktop: the window does not wait for it.
  void exports.emptyLeft();
  serveWindowRequests(handlers, (event) => window.isOwnRequest(event), logger, isLocked);
  app.on('second-instance', () => window.focus());
  // A stopping connector may have written in the meantime: this shows as soon as somebody looks.
  app.on('browser-window-focus', () => {
    void workspaces?.opened()?.watch.checkAll();
    void exports.emptyLeft();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (!quit.mayQuit()) event.preventDefault();
  });
  endWithTheSystem(quit);
  idle.start();
  powerMonitor.on('lock-screen', () => idle.left());
  powerMonitor.on('suspend', () => idle.left());
  logger.info('started', { version: app.getVersion(), electron: process.versions.electron });
  // The page loads while the services are built; what it asks until then waits for them.
  await Promise.all([handlers, window.open()]);

  function showLocked(locked: boolean): void {
    if (locked) {
      // Whatever names a session, or is one, goes from the screen and the clipboard.
      notifier.clear();
      void exports.emptyClipboard();
      confirmations.dismiss();
      void quitQuestion.answer({ choice: 'stay' });
    } else idle.used();
    void window.show(locked ? lockUrl : pageUrl);
  }

  async function lockNow(): Promise<void> {
    const locked = await lock.lock();
    if (!locked.ok) publish('lock:setup-wanted', null);
  }
}

/** Only main turns names in the log on: nothing inside the window can. */
function logMenu(names: LogNames, logger: Logger, userData: string, isLocked: () => boolean): LogMenu {
  return {
    writesNames: () => names.writesNames,
    onWritesNames: async (writesNames) => {
      if (isLocked()) return;
      await names.setWritesNames(writesNames);
      logger.info('names in the log', { writesNames });
    },
    onShow: () => {
      if (!isLocked()) shell.showItemInFolder(join(userData, 'logs', 'main.log'));
    },
  };
}

/** Logs errors that nobody caught, which are bugs; Node's own way of dealing with them stays. */
function logBugs(logger: Logger): void {
  process.on('uncaughtExceptionMonitor', (error) => logger.error('uncaught exception', { error }));
  process.on('unhandledRejection', (error) => logger.error('unhandled rejection', { error }));
}

/** Signals and the system's own shutdown ask nothing: what cannot be stored in time stays sealed in custody. */
function endWithTheSystem(quit: QuitSequence): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void quit.end());
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    void quit.end();
  });
}

/** The development server pushes changes over a web socket of its own origin. */
function allowedOrigins(developmentUrl: string | null): string[] {
  const own = [appOrigin, confirmationOrigin];
  if (developmentUrl === null) return own;
  const { host } = new URL(developmentUrl);
  return [...own, `http://${host}`, `ws://${host}`];
}
