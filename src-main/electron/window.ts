import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { appUrl } from './origin.ts';

/** What every window is made with. Each line is a row of the hardening test; none is left to a default. */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: true,
} as const;

/** The one place where a window is made. `route` is where its page opens. */
export function openWindow(preload: string, route = '/'): BrowserWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: '#ffffff',
    title: 'Countersign',
    webPreferences: { ...webPreferences, preload: join(preload), devTools: !app.isPackaged },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appUrl}#${route}`);
  return window;
}
