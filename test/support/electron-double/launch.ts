import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { crash, emitTo, launchBrowser, loadPage, openPage, pageOf, type DoubleBrowser, type LaunchOptions } from './browser.ts';
import { createLink } from './link.ts';

const folder = import.meta.dirname;
const builtMain = join(folder, '../../../out/main/index.js');

/** How a person answers the native dialogs: with a path, or with null to cancel. Change the fields at any time. */
export interface DialogAnswers {
  save: (options: { defaultPath?: string }) => string | null;
  open: (options: { defaultPath?: string }) => string | readonly string[] | null;
}

export interface DoubleOptions {
  /** The data folder; the same one again finds the same IndexedDB, journal and secrets file. */
  readonly dataDir: string;
  readonly args?: readonly string[];
  readonly dialogs?: Partial<DialogAnswers>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What the built main has done so far. */
export interface DoubleState {
  readonly switches: Record<string, string>;
  readonly schemes: { scheme: string; privileges: Record<string, boolean> }[];
  readonly isSandboxed: boolean;
  readonly windows: { id: number; webPreferences: Record<string, unknown> }[];
  readonly external: string[];
  readonly notices: { title: string; body: string }[];
  readonly menu: unknown[];
  readonly linkSchemes: string[];
}

export interface ElectronDouble {
  readonly dialogs: DialogAnswers;
  firstWindow(): Promise<Page>;
  windows(): Page[];
  /** Waits until there are `count` windows. */
  waitForWindows(count: number): Promise<Page[]>;
  state(): Promise<DoubleState>;
  chooseMenu(...path: string[]): Promise<void>;
  openUrl(url: string): Promise<void>;
  secondInstance(argv: readonly string[]): Promise<void>;
  clickNotice(index: number): Promise<void>;
  /** Quits as a person does; answers the exit code of main. */
  close(): Promise<number | null>;
  /** Ends main and Chromium at once, as a power cut does. */
  kill(): Promise<void>;
}

/** Runs the built main in Node with this double as `electron`, and its windows as real Chromium pages. */
export async function launchDouble(options: DoubleOptions): Promise<ElectronDouble> {
  const dialogs: DialogAnswers = { save: () => null, open: () => null, ...options.dialogs };
  const child = fork(builtMain, [`--data=${options.dataDir}`, ...(options.args ?? [])], {
    execArgv: ['--import', pathToFileURL(join(folder, 'register.mjs')).href],
    serialization: 'advanced',
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited: Promise<number | null> = once(child, 'exit').then(([code]) => code as number | null);
  const link = createLink((message) => {
    if (child.connected) child.send(message);
  });
  child.on('message', (message) => link.receive(message));
  void exited.then((code) => link.cut(`Main has ended with ${code ?? 'a signal'}.`));

  let setLaunched: (browser: DoubleBrowser) => void = () => undefined;
  const launched = new Promise<DoubleBrowser>((resolve) => {
    setLaunched = resolve;
  });
  link.on('browser.launch', async (launch: LaunchOptions) => {
    setLaunched(await launchBrowser(link, launch));
  });
  link.on('window.open', async (opening: Parameters<typeof openPage>[2]) => openPage(link, await launched, opening));
  link.on('window.load', async ({ id, url }: { id: number; url: string }) => loadPage(link, await launched, id, url));
  link.on('window.focus', async ({ id }: { id: number }) => pageOf(await launched, id).bringToFront());
  link.on('contents.send', async ({ id, channel, args }: { id: number; channel: string; args: unknown[] }) =>
    emitTo(pageOf(await launched, id), channel, args),
  );
  link.on('contents.printToPDF', async ({ id, options: print }: { id: number; options: { landscape: boolean } }) =>
    pageOf(await launched, id).pdf({ landscape: print.landscape, printBackground: true, tagged: true, outline: true }),
  );
  link.on('dialog.save', (asked: { defaultPath?: string }) => dialogs.save(asked));
  link.on('dialog.open', (asked: { defaultPath?: string }) => dialogs.open(asked));

  const browser = await Promise.race([launched, failedEarly(exited)]);
  const waitForWindows = async (count: number) => {
    while (browser.pages.size < count)
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    const pages = [...browser.pages.values()];
    await Promise.all(pages.map((page) => page.waitForURL(/^http:/)));
    return pages;
  };
  return {
    dialogs,
    windows: () => [...browser.pages.values()],
    waitForWindows,
    async firstWindow() {
      const [page] = await waitForWindows(1);
      if (!page) throw new Error('There is no window.');
      await page.waitForLoadState();
      return page;
    },
    state: () => link.call('state', null),
    chooseMenu: (...path) => link.call('menu.choose', path),
    openUrl: (url) => link.call('app.openUrl', url),
    secondInstance: (argv) => link.call('app.secondInstance', argv),
    clickNotice: (index) => link.call('notification.click', index),
    async close() {
      stop(child, 'SIGTERM');
      const code = await exited;
      await browser.context.close();
      return code;
    },
    async kill() {
      stop(child, 'SIGKILL');
      await Promise.all([exited, crash(browser)]);
    },
  };
}

async function failedEarly(exited: Promise<number | null>): Promise<never> {
  throw new Error(`The built main ended with ${(await exited) ?? 'a signal'} before it was ready.`);
}

function stop(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}
