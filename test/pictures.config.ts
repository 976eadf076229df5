import { defineConfig } from '@playwright/test';
import type { HostOption } from './e2e/fixtures.ts';

/** `npm run pictures`: every screen of the sample workspace, light and dark, at both sizes. Part of no test run. */
export default defineConfig<HostOption>({
  testDir: 'pictures',
  outputDir: '../.cache/test-results',
  workers: 1,
  timeout: 420_000,
  use: { viewport: { width: 1440, height: 900 }, host: 'browser', actionTimeout: 20_000 },
  reporter: [['list']],
});
