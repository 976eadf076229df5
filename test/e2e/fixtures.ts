import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { App, HostKind } from '../support/app.ts';
import { launchBrowserApp } from '../support/browser-app.ts';
import { launchDoubleApp } from '../support/double-app.ts';

export interface HostOption {
  /** Which host a project runs on; see playwright.config.ts. */
  readonly host: HostKind;
}

/** Where a test keeps files of its own; gone with the test. */
interface Places {
  readonly folder: string;
}

/**
 * `app` is the product, freshly installed: empty folders, a real profile on the disk, no network. `page` is its first
 * window. A test that leaves an error on the console or asks for anything off the machine has failed.
 */
export const test = base.extend<HostOption & Places & { readonly app: App }>({
  host: ['browser', { option: true }],
  async folder({}, use) {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  async app({ host, folder, viewport }, use, testInfo) {
    const launch = host === 'browser' ? launchBrowserApp : launchDoubleApp;
    const app = await launch({ folder, viewport: viewport ?? { width: 1440, height: 900 } });
    await use(app);
    if (testInfo.status !== testInfo.expectedStatus && !app.page.isClosed())
      await testInfo.attach('page', { body: await app.page.screenshot(), contentType: 'image/png' });
    await app.close();
    expect(app.problems, 'errors on the console, and requests off the machine').toEqual([]);
  },
  async page({ app }, use) {
    await use(app.page);
  },
});

export { expect };
