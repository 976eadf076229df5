/** What `import … from 'electron'` gives the built main inside the double. A name that is missing here fails at once. */
export { app } from './app.ts';
export { webContents } from './contents.ts';
export { dialog, Menu, Notification, safeStorage, shell } from './desk.ts';
export { ipcMain } from './ipc-main.ts';
export { net, protocol } from './protocol.ts';
export { session } from './session.ts';
export { BrowserWindow } from './window.ts';
