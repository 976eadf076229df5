import type { BrowserContext, Page } from '@playwright/test';

/**
 * The running product as a spec uses it, whichever host it is on. What a person does with native dialogs is said in
 * advance; everything else is done on `page`.
 */
export interface App {
  readonly host: 'browser' | 'double';
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
  /** The folder of another build than the product's own; it holds `out`. */
  readonly build?: string;
}

/** Everything about a page that must not happen; what leaves the machine is aborted and named. */
export function watch(page: Page, problems: string[], isOwn: (url: string) => boolean): void {
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    if (!isOwn(request.url())) problems.push(`request to ${request.url()}`);
  });
}

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
