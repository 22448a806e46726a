import type { BrowserWindow, IpcMainInvokeEvent, WebContents } from 'electron';
import { within } from '../async/within.ts';
import { ignoreSuperseded, openWindow, type WindowOptions } from './window.ts';

/** A page of the app's own is drawn within a moment, on a slow computer too. */
const hangsAfterMs = 5_000;

interface WindowOwner {
  mayClose(): boolean;
  /** Somebody uses the keyboard, the mouse or a touch screen on it. */
  onInput(): void;
  /** Windows is about to end the person's session. */
  onSessionEnd(): void;
}

/** The app's one window, which may be closed and opened again. */
export class MainWindow {
  #window: BrowserWindow | null = null;
  #url: string;

  constructor(
    private readonly options: WindowOptions,
    private readonly owner: WindowOwner,
  ) {
    this.#url = options.url;
  }

  async open(): Promise<void> {
    await openWindow({ ...this.options, url: this.#url }, (window) => {
      this.#window = window;
      window.on('close', (event) => {
        if (!this.owner.mayClose()) event.preventDefault();
      });
      window.webContents.on('input-event', () => this.owner.onInput());
      window.on('session-end', () => this.owner.onSessionEnd());
      window.on('closed', () => {
        this.#window = null;
      });
    });
  }

  /**
   * Draws another of the app's own pages, and leaves no way back to the one before. A page that hangs would stay on the
   * screen, so its process is ended.
   */
  async show(url: string): Promise<void> {
    this.#url = url;
    const contents = this.contents();
    if (!contents) return;
    let drawn = false;
    const drawing = contents.loadURL(url).then(() => {
      drawn = true;
    }, ignoreSuperseded);
    await within(drawing, hangsAfterMs);
    if (contents.isDestroyed() || this.#url !== url) return;
    if (!drawn) {
      const gone = new Promise((resolve) => contents.once('render-process-gone', resolve));
      contents.forcefullyCrashRenderer();
      await within(gone, hangsAfterMs);
      await contents.loadURL(url).catch(ignoreSuperseded);
    }
    if (!contents.isDestroyed()) contents.navigationHistory.clear();
  }

  /** Brings the window to the front: a second start of the app does this instead of opening another one. */
  focus(): void {
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
  }

  current(): BrowserWindow | null {
    return this.#window;
  }

  /** False while there is no window, or one whose page has crashed. */
  canAsk(): boolean {
    const contents = this.contents();
    return contents !== null && !contents.isDestroyed() && !contents.isCrashed();
  }

  contents(): WebContents | null {
    return this.#window?.webContents ?? null;
  }

  /** True for the main frame of this window while it shows the app's own page. */
  isOwnRequest({ sender, senderFrame }: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean {
    if (!senderFrame || sender !== this.contents() || senderFrame !== sender.mainFrame) return false;
    return URL.canParse(senderFrame.url) && originOf(senderFrame.url) === originOf(this.options.url);
  }
}

/** `URL.origin` is "null" for schemes of one's own, so scheme and host are compared. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
