import {
  BrowserWindow,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  nativeTheme,
  type Session,
  screen,
} from 'electron';
import type { ConfirmationView } from '../../../../shared/confirmation.ts';
import { safePreferences } from '../guards.ts';
import type { QuestionEvents, QuestionWindow } from './confirmations.ts';

interface QuestionPage {
  url: string;
  preload: string;
  /** Shares nothing with the main window. */
  session: Session;
}

const widthPx = 500;
const minimumHeightPx = 160;
/** While the page is measured: no scroll bar may take of its width. */
const measuringHeightPx = 900;
/** Left free above and below on the screen. */
const marginPx = 60;

/** Opens the window of one question, hidden until its page is drawn. It is never used again, so nothing is left over in it. */
export function openQuestionWindow(
  { url, preload, session }: QuestionPage,
  parent: BrowserWindow,
  view: ConfirmationView,
  events: QuestionEvents,
): QuestionWindow {
  const window = new BrowserWindow({
    parent,
    modal: true,
    show: false,
    width: widthPx,
    height: measuringHeightPx,
    useContentSize: true,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    title: view.title,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a2027' : '#fbfcfd',
    autoHideMenuBar: true,
    webPreferences: { ...safePreferences, preload, session },
  });
  const { webContents: contents } = window;
  const isOwn = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent) =>
    senderFrame !== null && senderFrame === contents.mainFrame;

  // The channels are this page's own: no other page's message arrives here.
  contents.ipc.handle('confirmation:view', (event) => (isOwn(event) ? view : null));
  contents.ipc.handle('confirmation:show', async (event, height: unknown) => {
    if (isOwn(event) && typeof height === 'number') await events.onDrawn(height);
  });
  contents.ipc.on('confirmation:answer', (event, answer: unknown) => {
    if (isOwn(event)) events.onAnswer(answer);
  });

  const onParentGone = () => events.onFailed('the page of the main window died');
  parent.webContents.on('render-process-gone', onParentGone);
  contents.on('render-process-gone', (_, { reason }) => events.onFailed(`its page died: ${reason}`));
  contents.on('did-fail-load', (_, code) => events.onFailed(`its page was not loaded: ${code}`));
  window.on('closed', () => {
    if (!parent.isDestroyed()) parent.webContents.off('render-process-gone', onParentGone);
    events.onClosed();
  });
  // A failure to load is told by `did-fail-load`.
  window.loadURL(url).catch(() => undefined);

  return {
    show: (heightPx) => {
      if (window.isDestroyed()) return;
      window.setContentBounds(placed(parent, heightPx));
      window.show();
    },
    close: () => {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}

/** In the middle of its parent, as high as its page, and within the screen. */
function placed(parent: BrowserWindow, heightPx: number): Electron.Rectangle {
  const before = parent.getBounds();
  const { workArea } = screen.getDisplayMatching(before);
  const room = Math.max(workArea.height - 2 * marginPx, minimumHeightPx);
  const height = Math.min(Math.max(Math.ceil(heightPx) || 0, minimumHeightPx), room);
  const x = Math.round(before.x + (before.width - widthPx) / 2);
  const y = Math.round(before.y + (before.height - height) / 2);
  return { x, y: Math.max(y, workArea.y + marginPx), width: widthPx, height };
}
