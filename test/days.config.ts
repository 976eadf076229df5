import { defineConfig } from '@playwright/test';
import type { HostOption } from './e2e/fixtures.ts';

/** `npm run test:days`, after a build: the day on several devices, on each host and on both databases. */
export default defineConfig<HostOption>({
  testDir: 'e2e',
  testMatch: 'devices-day.spec.ts',
  outputDir: '../.cache/test-results',
  workers: 2,
  fullyParallel: true,
  reporter: 'list',
  use: { viewport: { width: 1440, height: 900 }, actionTimeout: 15_000 },
  projects: [
    { name: 'browser', use: { host: 'browser' } },
    { name: 'double', use: { host: 'double' } },
  ],
});
