import { Menu, type MenuItemConstructorOptions } from 'electron';

/** Editing, zoom and window roles. Reload is left out: Ctrl+R refreshes the list in the window itself. */
export function createMenu({ development }: { development: boolean }): Menu {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (development) view.push({ role: 'toggleDevTools' });
  const template: MenuItemConstructorOptions[] = [
    { role: process.platform === 'darwin' ? 'appMenu' : 'fileMenu' },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
  ];
  return Menu.buildFromTemplate(template);
}
