import { type HotkeyItem, useHotkeys } from '@mantine/hooks';

type Shortcut = [keys: string, run: () => void];

/** Every dialog of the window is modal, the palette included. */
function dialogIsOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}

/** Shortcuts of the window, which must not reach behind a dialog. `tagsToIgnore`: elements that keep the key. */
export function useWindowShortcuts(shortcuts: Shortcut[], tagsToIgnore?: string[]): void {
  const guard = (run: () => void) => () => {
    if (!dialogIsOpen()) run();
  };
  useHotkeys(
    shortcuts.map(([keys, run]): HotkeyItem => [keys, guard(run)]),
    tagsToIgnore,
  );
}

/** As the system's own menus write it. */
export function shortcutWords(platform: string | undefined, key: string): string {
  return platform === 'darwin' ? `⌘${key}` : `Ctrl+${key}`;
}
