import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface LogMenu {
  writesNames(): boolean;
  /** Resolves once it holds; it may have been refused. */
  onWritesNames(writesNames: boolean): Promise<void>;
  onShow(): void;
}

interface MenuOptions {
  development: boolean;
  lock(): void;
  log: LogMenu;
}

/** Locking, editing, zoom, window roles and the log. Reload is left out: Ctrl+R refreshes the list in the window itself. */
export function createMenu({ development, lock, log }: MenuOptions): Menu {
  const lockItem: MenuItemConstructorOptions = {
    label: 'Lock now',
    accelerator: 'CmdOrCtrl+L',
    click: () => lock(),
  };
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (development) view.push({ role: 'toggleDevTools' });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        lockItem,
        { type: 'separator' },
        process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { id: 'show-log', label: 'Show the Log File', click: () => log.onShow() },
        {
          id: 'names-in-log',
          label: 'Write Namespaces into the Log',
          type: 'checkbox',
          checked: log.writesNames(),
          click: async (item) => {
            await log.onWritesNames(item.checked);
            item.checked = log.writesNames();
          },
        },
      ],
    },
  ];
  return Menu.buildFromTemplate(template);
}
