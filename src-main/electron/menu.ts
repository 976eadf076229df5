import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { HostSignal, MenuActionName } from '#shared/contract/host-event.ts';

type Item = MenuItemConstructorOptions;

/** The application menu. Its own entries only send signals: the page does with them what its keys and its palette do. */
export function menuTemplate(send: (signal: HostSignal) => void, isMac: boolean, isPackaged: boolean): Item[] {
  const act = (label: string, action: MenuActionName, accelerator?: string): Item => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => send({ type: 'menu.chosen', data: { action } }),
  });
  const go = (label: string, route: string, key: number): Item => ({
    label,
    accelerator: `CmdOrCtrl+${key}`,
    click: () => send({ type: 'route.requested', data: { route } }),
  });
  const line: Item = { type: 'separator' };
  const developer: Item[] = isPackaged ? [] : [line, { role: 'reload' }, { role: 'toggleDevTools' }];

  const mac: Item[] = isMac ? [{ role: 'appMenu' }] : [];
  return [
    ...mac,
    {
      label: '&File',
      submenu: [
        act('New…', 'record.create', 'CmdOrCtrl+N'),
        line,
        act('Import…', 'data.import', 'CmdOrCtrl+Shift+I'),
        act('Back up to a file…', 'data.backup'),
        act('Print to PDF…', 'view.print', 'CmdOrCtrl+P'),
        line,
        act('Settings', 'settings.open', 'CmdOrCtrl+,'),
        line,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Go',
      submenu: [
        act('Command palette', 'palette.open', 'CmdOrCtrl+K'),
        act('Search', 'search.open', 'CmdOrCtrl+F'),
        line,
        go('Inbox', '/inbox', 1),
        go('Changes', '/changes', 2),
        go('Assets', '/assets', 3),
        go('Systems', '/systems', 4),
        go('People', '/people', 5),
        go('Incidents', '/incidents', 6),
      ],
    },
    {
      label: '&View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, line, { role: 'togglefullscreen' }, ...developer],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [act('Keys', 'keys.open'), act('About Countersign', 'about.open')] },
  ];
}

export function installMenu(send: (signal: HostSignal) => void, isPackaged: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(send, process.platform === 'darwin', isPackaged)));
}
