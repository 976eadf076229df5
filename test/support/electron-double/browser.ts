import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame, type Page, type Request, type Route } from '@playwright/test';
import { browserArgs, findBrowser } from '../find-browser.mjs';
import type { Link } from './link.ts';
import { callName, emitName, preloadScript } from './preload-script.ts';
import { isOfScheme, toHttp, toScheme } from './scheme-url.ts';

interface Opening {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly preload: string | null;
}

const permissionNames = { 'clipboard-sanitized-write': 'clipboard-write', notifications: 'notifications' } as const;

const appOrigin = new URL(toHttp('workbench://app/')).origin;

/** The real Chromium behind the double's windows. */
export interface DoubleBrowser {
  readonly context: BrowserContext;
  /** The windows that main opened, in order. */
  readonly pages: Map<number, Page>;
  /** How many pages main is just opening; any other new page was opened by a page. */
  expected: number;
}

export interface LaunchOptions {
  readonly userData: string;
  readonly switches: Record<string, string>;
  /** Where main answers its own scheme. */
  readonly port: number;
}

/** A persistent profile below the data folder, so that IndexedDB survives a relaunch, with main's own switches. */
export async function launchBrowser(link: Link, { userData, switches, port }: LaunchOptions): Promise<DoubleBrowser> {
  const executablePath = findBrowser();
  const context = await chromium.launchPersistentContext(join(userData, 'profile'), {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...browserArgs,
      ...Object.entries(switches).map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
      `--host-resolver-rules=MAP ${new URL(appOrigin).host} 127.0.0.1:${port}, MAP * ~NOTFOUND`,
      `--unsafely-treat-insecure-origin-as-secure=${appOrigin}`,
    ],
    serviceWorkers: 'block',
    acceptDownloads: false,
    viewport: null,
  });
  const browser: DoubleBrowser = { context, pages: new Map<number, Page>(), expected: 0 };
  await context.exposeBinding(callName, ({ frame, page }, message: { channel: string; args: unknown[] }) =>
    link.call('ipc.invoke', { id: idOf(browser, page), ...message, frames: addressesFrom(frame) }),
  );
  await context.route('**/*', (route) => answer(link, browser, route));
  context.on('page', (page) => {
    if (browser.expected > 0) browser.expected -= 1;
    else void page.close();
  });
  return browser;
}

function newPage(browser: DoubleBrowser): Promise<Page> {
  browser.expected += 1;
  return browser.context.newPage();
}

/** Puts the window's preload into a fresh page. */
export async function openPage(link: Link, browser: DoubleBrowser, { id, width, height, preload }: Opening): Promise<void> {
  const blank = browser.context.pages().find((page) => page.url() === 'about:blank' && ![...browser.pages.values()].includes(page));
  const page = browser.pages.size === 0 && blank ? blank : await newPage(browser);
  browser.pages.set(id, page);
  await page.setViewportSize({ width, height });
  if (preload !== null) await page.addInitScript({ content: preloadScript(preload) });
  page.on('load', () => void link.call('contents.loaded', { id }).catch(() => undefined)); // main has quit
  page.on('crash', () => void link.call('contents.gone', { id, reason: 'crashed' }).catch(() => undefined));
  page.on('close', () => {
    browser.pages.delete(id);
    void link.call('window.closed', { id }).catch(() => undefined);
  });
}

export const pageOf = (browser: DoubleBrowser, id: number): Page => {
  const page = browser.pages.get(id);
  if (!page) throw new Error(`There is no window ${id}.`);
  return page;
};

export async function loadPage(link: Link, browser: DoubleBrowser, id: number, url: string): Promise<void> {
  const origin = new URL(toHttp(url)).origin;
  const granted = [];
  for (const [permission, name] of Object.entries(permissionNames))
    if (await link.call<boolean>('permission.ask', { permission, url })) granted.push(name);
  await browser.context.grantPermissions(granted, { origin });
  await pageOf(browser, id).goto(toHttp(url));
}

/** Delivers what main sends to a page's preload. */
export const emitTo = (page: Page, channel: string, args: unknown[]): Promise<void> =>
  page.evaluate(
    ([name, message]) => {
      const emit = Reflect.get(window, name) as ((message: unknown) => void) | undefined;
      emit?.(message);
    },
    [emitName, { channel, args }] as const,
  );

/** Chromium ends without a word, as when the power goes. */
export async function crash({ context }: DoubleBrowser): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    context.once('close', () => resolve());
  });
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) return context.close();
  session.send('Browser.crash').catch(() => undefined); // the answer never comes: who would give it has crashed
  await closed;
}

const idOf = (browser: DoubleBrowser, page: Page): number => [...browser.pages].find(([, known]) => known === page)?.[0] ?? 0;

function addressesFrom(frame: Frame | null): string[] {
  return frame === null ? [] : [toScheme(frame.url()), ...addressesFrom(frame.parentFrame())];
}

/** Every request ends here: main's protocol handler answers its own scheme, and there is no network behind. */
async function answer(link: Link, browser: DoubleBrowser, route: Route): Promise<void> {
  const request = route.request();
  const url = toScheme(request.url());
  if (request.isNavigationRequest() && !(await mayNavigate(link, browser, request, url))) return route.abort('aborted');
  return isOfScheme(request.url()) ? route.continue() : route.abort('internetdisconnected');
}

async function mayNavigate(link: Link, browser: DoubleBrowser, request: Request, url: string): Promise<boolean> {
  const frame = frameOf(request);
  const id = frame === null ? 0 : idOf(browser, frame.page());
  if (frame === null || id === 0) {
    // A window that a page opened: main's window-open handler is told, and our app opens none that way.
    const [anyWindow = 0] = browser.pages.keys();
    await link.call('contents.mayOpen', { id: anyWindow, url });
    return false;
  }
  const isMain = frame.parentFrame() === null;
  const isOpening = isMain && frame.url() === 'about:blank'; // main's own loadURL asks nobody
  return isOpening || link.call<boolean>('contents.mayNavigate', { id, url, isMain });
}

/** Playwright has no frame yet for the first request of a window that a page opened. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}
