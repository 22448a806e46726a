import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { JsonFile } from '../files/json-file.ts';
import { safePreferences } from './guards.ts';
import { initialBounds, minimumSize, type WindowState } from './window-state.ts';

export interface WindowOptions {
  /** The app's own page, or the development server's. */
  url: string;
  preload: string;
  /** Whether anybody can open the page's developer tools. */
  devTools: boolean;
  state: JsonFile<WindowState>;
}

/** Opens the one window and shows it when its first paint is ready, so that nothing flashes. */
export async function openWindow(
  { url, preload, devTools, state }: WindowOptions,
  onCreated: (window: BrowserWindow) => void,
): Promise<void> {
  const saved = await state.read();
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...initialBounds(saved.kind === 'read' ? saved.value : null, screens),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Telegram Connector Admin',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: { ...safePreferences, preload, devTools },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    if (window.isMinimized() || window.isFullScreen()) return;
    // Losing the window's place is no reason to keep it open, nor to tell anybody.
    void state.write(window.getNormalBounds());
  });
  onCreated(window);
  let closing = false;
  window.on('close', (event) => {
    closing = !event.defaultPrevented;
  });
  await window.loadURL(url).catch((error: unknown) => {
    // Whoever quits or reloads while the page loads ends the load, which is no failure to start.
    if (!closing) ignoreSuperseded(error);
  });
}

/** Throws any failure of a load but Chromium's word for one that another, such as a reload, has taken the place of. */
export function ignoreSuperseded(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED') return;
  throw error;
}
