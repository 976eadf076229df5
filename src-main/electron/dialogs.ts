import { join } from 'node:path';
import { app, BrowserWindow, dialog, webContents } from 'electron';
import type { Dialogs, FileFilter } from '#main/application/ports.ts';

const filtersOf = (kinds: readonly FileFilter[]) => kinds.map(({ label, extensions }) => ({ name: label, extensions: [...extensions] }));

/** The window behind a call; dialogs hang from it, so that one window cannot be asked for another. */
function windowOf(id: number): BrowserWindow {
  const contents = webContents.fromId(id);
  const window = contents ? BrowserWindow.fromWebContents(contents) : null;
  if (!window) throw new Error('The window that asked is closed.');
  return window;
}

/** Native dialogs. The first one opens in Documents; after that in the folder that was last used in this session. */
export function nativeDialogs(): Dialogs {
  let folder: string | undefined;
  const remember = (path: string | undefined) => {
    if (path === undefined) return null;
    folder = join(path, '..');
    return path;
  };
  return {
    async savePath(windowId, name, kind) {
      const defaultPath = join(folder ?? app.getPath('documents'), name);
      const answer = await dialog.showSaveDialog(windowOf(windowId), { defaultPath, filters: filtersOf([kind]) });
      return answer.canceled ? null : remember(answer.filePath);
    },
    async openPaths(windowId, kinds, isMany) {
      const defaultPath = folder ?? app.getPath('documents');
      const properties: ('openFile' | 'multiSelections')[] = isMany ? ['openFile', 'multiSelections'] : ['openFile'];
      const answer = await dialog.showOpenDialog(windowOf(windowId), { defaultPath, filters: filtersOf(kinds), properties });
      if (answer.canceled) return [];
      remember(answer.filePaths[0]);
      return answer.filePaths;
    },
  };
}
