import type { BrowserContext, Page } from '@playwright/test';
import type { Cable } from './cable.ts';

/** `browser`: the edition that `npm start` serves. `double`: the desktop. `server`: the web edition, served by a server. */
export type HostKind = 'browser' | 'double' | 'server';

/**
 * The running product as a spec uses it, whichever host it is on. What a person does with native dialogs is said in
 * advance; everything else is done on `page`.
 */
export interface App {
  readonly host: HostKind;
  /** The first window. After `reopen` it is another page: read it again. */
  readonly page: Page;
  readonly context: BrowserContext;
  /** The host's data folder; the browser's profile is beside it. Both live as long as the test. */
  readonly dataDir: string;
  /** Uncaught errors, console errors and requests that would leave the machine. A test fails if any is left at its end. */
  readonly problems: string[];
  /** Goes to a place inside the app, such as `/changes`. */
  goto(route: string): Promise<void>;
  /** Does what asks for a file, and chooses this one, or these. */
  openFile(path: string | readonly string[], ask: () => Promise<unknown>): Promise<void>;
  /** Does what saves a file, and answers where it was saved. */
  saveFile(ask: () => Promise<unknown>): Promise<string>;
  /** A second window on the same workspace. */
  openWindow(route: string): Promise<Page>;
  /**
   * Really cuts the way to the server, whatever is on it, or joins it again. It needs a cable. The web edition's page has no
   * other way to anything; the others keep their own host.
   */
  offline(isOffline: boolean): void;
  /** Ends everything at once, as a power cut does. */
  kill(): Promise<void>;
  /** Starts again on the same disk, after `kill` or as a person quits and comes back. */
  reopen(): Promise<Page>;
  /** Deletes everything that the browser keeps for the app, as a person does who clears its data. */
  eraseStorage(): Promise<void>;
  close(): Promise<void>;
}

/** Where an app keeps things, and how its window looks. */
export interface AppOptions {
  readonly folder: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** What the device reaches the server by; a web edition's page is at its other end. */
  readonly cable?: Cable;
  /** The folder of another build than the product's own; it holds `out`. */
  readonly build?: string;
}

/** What a page is asked about while it is watched. */
export interface Watched {
  readonly isOwn: (url: string) => boolean;
  /** True where the pages themselves come over a network, which may be away. */
  readonly isRemote?: boolean;
}

const notLoaded = /^Failed to load resource/;

/**
 * Everything about a page that must not happen; what leaves the machine is aborted and named. A server that says no or cannot be
 * reached is no mistake of the page, though Chromium writes it to the console.
 */
export function watch(page: Page, problems: string[], { isOwn, isRemote = false }: Watched): void {
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    const { url } = message.location();
    const text = message.text();
    const isOfServer = isOwn(url) && new URL(url).pathname.startsWith('/server/');
    const isAway = isOwn(url) && isRemote && /net::ERR_|a status of 503/.test(text);
    const isExpected = notLoaded.test(text) && (isOfServer || isAway);
    if (message.type() === 'error' && !isExpected) problems.push(`console: ${text} (${url})`);
  });
  page.on('request', (request) => {
    if (!isOwn(request.url())) problems.push(`request to ${request.url()}`);
  });
}

/** How an app's way to its server is cut. */
export const cutting = (cable: Cable | undefined) => (isOffline: boolean) => {
  if (!cable) throw new Error('This app has no cable to a server.');
  if (isOffline) cable.unplug();
  else cable.plug();
};

/** The app has shown something of its own. */
export const waitUntilShown = (page: Page) => page.locator('#root > *').first().waitFor({ state: 'attached', timeout: 30_000 });

/** What 'delete browsing data' does to one origin. */
export async function eraseOrigin(context: BrowserContext, page: Page): Promise<void> {
  const origin = new URL(page.url()).origin;
  await page.goto('about:blank');
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}
