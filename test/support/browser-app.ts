import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { type App, type AppOptions, cutting, waitUntilShown, watch, eraseOrigin } from './app.ts';
import type { Cable } from './cable.ts';
import { browserArgs, findBrowser } from './find-browser.mjs';
import { freePort } from './free-port.ts';

/** The machine has no network but itself: a name that is looked up is not found. */
const noNetwork = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

/** Where an app's pages come from. */
interface Place {
  readonly host: 'browser' | 'server';
  readonly url: string;
  /** The process that serves them, where it belongs to the device. */
  serve(): Promise<ChildProcess | null>;
}

interface Running {
  readonly server: ChildProcess | null;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** The built browser edition on a port of its own, in a real Chromium whose profile is on the disk. */
export async function launchBrowserApp(options: AppOptions): Promise<App> {
  const port = await freePort();
  const dataDir = join(options.folder, 'data');
  return launchIn(options, {
    host: 'browser',
    url: `http://127.0.0.1:${port}/`,
    serve: () => serve(options.build ?? '.', port, dataDir),
  });
}

/** The web edition, as somebody's browser shows it who has nothing installed. The server is somebody else's to start. */
export async function launchWebEdition(options: AppOptions & { readonly cable: Cable }): Promise<App> {
  return launchIn(options, { host: 'server', url: options.cable.url, serve: () => Promise.resolve(null) });
}

async function launchIn({ folder, viewport, cable }: AppOptions, { host, url, serve: serveHost }: Place): Promise<App> {
  const profile = join(folder, 'profile');
  const problems: string[] = [];
  const watched = {
    isOwn: (address: string) => address.startsWith(url) || /^(blob|data|about):/.test(address),
    isRemote: host === 'server',
  };

  const start = async (): Promise<Running> => {
    const server = await serveHost();
    const executablePath = findBrowser();
    const context = await chromium.launchPersistentContext(profile, {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...browserArgs, noNetwork],
      viewport,
      acceptDownloads: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.on('page', (page) => watch(page, problems, watched));
    const [page = await context.newPage()] = context.pages();
    watch(page, problems, watched);
    await page.goto(url);
    await waitUntilShown(page);
    return { server, context, page };
  };

  let running = await start();
  const stop = async (signal: NodeJS.Signals) => {
    await running.context.close();
    await end(running.server, signal);
  };
  return {
    host,
    dataDir: join(folder, 'data'),
    problems,
    get page() {
      return running.page;
    },
    get context() {
      return running.context;
    },
    goto: (route) => goto(running.page, route),
    async openFile(path, ask) {
      const chooser = running.page.waitForEvent('filechooser');
      await ask();
      await (await chooser).setFiles(typeof path === 'string' ? path : [...path]);
    },
    async saveFile(ask) {
      const download = running.page.waitForEvent('download');
      await ask();
      const file = await download;
      const path = join(folder, file.suggestedFilename());
      await file.saveAs(path);
      return path;
    },
    async openWindow(route) {
      const page = await running.context.newPage();
      await page.goto(`${url}#${route}`);
      await waitUntilShown(page);
      return page;
    },
    offline: cutting(cable),
    async kill() {
      await crash(running.context);
      await end(running.server, 'SIGKILL');
    },
    eraseStorage: () => eraseOrigin(running.context, running.page),
    async reopen() {
      await stop('SIGTERM');
      running = await start();
      return running.page;
    },
    close: () => stop('SIGTERM'),
  };
}

export async function goto(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
}

/** Starts the built host and waits until it says where it is. */
async function serve(build: string, port: number, dataDir: string): Promise<ChildProcess> {
  const args = [join(build, 'out/main/start.js'), '--browser', '--no-open', '--port', String(port), '--data', dataDir];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.includes('Countersign is at')) resolve();
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('exit', (code) => reject(new Error(`The host ended with ${code ?? 'a signal'}: ${said}`)));
  });
  return server;
}

async function end(server: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (server === null || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill(signal);
  await exited;
}

/** The browser's own process ends without a word, as when the power goes. */
async function crash(context: BrowserContext): Promise<void> {
  const browser = context.browser();
  if (!browser) return;
  const closed = new Promise<void>((resolve) => {
    context.once('close', () => resolve());
  });
  const session = await browser.newBrowserCDPSession();
  // The answer never comes: who would give it has crashed.
  session.send('Browser.crash').catch(() => undefined);
  await closed;
}
