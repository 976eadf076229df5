import { Notification, shell, webContents } from 'electron';
import type { Desk } from '#main/application/ports.ts';

export interface DeskParts {
  readonly openWindow: (route: string) => void;
  /** Brings a window to the front and sends it there. */
  readonly goTo: (route: string) => void;
}

/** Printing, notices, windows and links, as the desktop does them. */
export function desk({ openWindow, goTo }: DeskParts): Desk {
  const shown = new Set<Notification>(); // a notice that is collected as garbage loses its click
  return {
    async printToPdf(windowId, isLandscape) {
      const contents = webContents.fromId(windowId);
      if (!contents) throw new Error('The window that asked is closed.');
      return contents.printToPDF({
        landscape: isLandscape,
        pageSize: 'A4',
        printBackground: true,
        preferCSSPageSize: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate:
          '<div style="font-size:8px;width:100%;text-align:right;padding-right:12mm"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
      });
    },
    notify(title, body, route) {
      if (!Notification.isSupported()) return false;
      const notice = new Notification({ title, body });
      shown.add(notice);
      notice.on('close', () => shown.delete(notice));
      notice.on('click', () => {
        shown.delete(notice);
        if (route !== undefined) goTo(route);
      });
      notice.show();
      return true;
    },
    openWindow,
    openExternal: (url) => shell.openExternal(url),
  };
}
