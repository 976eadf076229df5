import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, BrowserWindow, net, session, shell } from 'electron';
import type { HostSignal } from '#shared/contract/host-event.ts';
import { chosenFiles } from '#main/adapters/files/chosen-files.ts';
import { rendererFiles } from '#main/adapters/files/renderer-files.ts';
import { fileJournal } from '#main/adapters/journal/file-journal.ts';
import { ndjsonLog } from '#main/adapters/log/ndjson-log.ts';
import { linkFile } from '#main/adapters/server-link/link-file.ts';
import { cookieJar } from '#main/application/forward/cookie-jar.ts';
import { deepLinkAmong, linkScheme, readDeepLink } from '#main/application/deep-link.ts';
import { dataFolderAmong } from './arguments.ts';
import { desktopHandlers } from './desktop-handlers.ts';
import { answerCalls, sendTo, sendToAll } from './ipc.ts';
import { installMenu } from './menu.ts';
import { guardNavigation } from './navigation.ts';
import { guardPermissions } from './permissions.ts';
import { registerAppScheme, serveAppScheme } from './protocol.ts';
import { secretStore } from './secrets.ts';
import { switches } from './switches.ts';
import { openWindow } from './window.ts';

const renderer = join(import.meta.dirname, '../renderer');
const preload = join(import.meta.dirname, '../preload/preload.cjs');
const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);

app.enableSandbox();
for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
registerAppScheme();
const data = dataFolderAmong(process.argv);
if (data !== null) app.setPath('userData', data);

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  const folder = app.getPath('userData');
  const logger = ndjsonLog(join(folder, 'logs', 'desktop.ndjson'));
  const journal = fileJournal(join(folder, 'journal'));

  /** The window in front, or a new one; it is what a link, a notice or a menu entry speaks to. */
  const front = (): BrowserWindow => {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? openWindow(preload);
    if (window.isMinimized()) window.restore();
    window.focus();
    return window;
  };
  const tell = (signal: HostSignal | null) => {
    if (signal !== null) sendTo(front(), signal);
  };

  process.on('uncaughtExceptionMonitor', (cause) => logger.error('main.failed', { correlationId: randomUUID() }, cause));
  app.on('render-process-gone', (_, contents, { reason, exitCode }) =>
    logger.error('renderer.gone', { correlationId: randomUUID(), window: contents.id, reason, exitCode }),
  );
  app.on('child-process-gone', (_, { type, reason, exitCode }) =>
    logger.error('child.gone', { correlationId: randomUUID(), type, reason, exitCode }),
  );
  guardNavigation(app, (url) => void shell.openExternal(url));

  app.on('second-instance', (_, args) => {
    front();
    tell(deepLinkAmong(args));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    void app.whenReady().then(() => tell(readDeepLink(url)));
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => front());
  app.on('before-quit', () => sendToAll({ type: 'host.stopping', data: {} }));
  app.on('will-quit', () => void journal.close());

  void run();

  async function run(): Promise<void> {
    await app.whenReady();
    app.setAsDefaultProtocolClient(linkScheme);
    guardPermissions(session.defaultSession);
    const links = linkFile(folder);
    // Apart from the secrets that pages can ask for: no page ever sees a session.
    const jar = cookieJar({ store: secretStore(join(folder, 'server-sessions.json')), now: Date.now, logger });
    // Chromium's network knows the proxies and the certificates of the person's machine; Node's does not.
    serveAppScheme(rendererFiles(renderer), devServer, { links, jar, fetch: (url, init) => net.fetch(url, init) });
    const handlers = desktopHandlers({
      folder,
      journal,
      links,
      jar,
      files: chosenFiles(),
      openWindow: (route) => openWindow(preload, route),
      tell,
    });
    answerCalls({ handlers, logger, newCorrelationId: randomUUID });
    installMenu(tell, app.isPackaged);
    openWindow(preload);
    tell(deepLinkAmong(process.argv));
    logger.info('desktop.started', { version: app.getVersion() });
  }
}
