import { defineConfig } from '@playwright/test';
import type { HostOption } from './e2e/fixtures.ts';

/**
 * Every spec runs twice: on the browser host, and on the built Electron main behind the double of the electron module.
 * What is about one of them alone is named after it, and runs there only.
 */
export default defineConfig<HostOption>({
  testDir: 'e2e',
  outputDir: '../.cache/test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 3,
  timeout: 90_000,
  // The long day is played once here, on PostgreSQL; `npm run test:days` plays it on every host and both databases.
  grepInvert: /on several devices: (web edition|double)/,
  expect: { timeout: 10_000 },
  use: { viewport: { width: 1440, height: 900 }, actionTimeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../.cache/results/e2e.json' }]],
  projects: [
    { name: 'browser', use: { host: 'browser' }, testIgnore: 'desktop*.spec.ts' },
    {
      name: 'double',
      use: { host: 'double' },
      // axe opens a page of its own, which the desktop refuses; it looks at the same renderer on the browser host.
      testIgnore: ['installed*.spec.ts', 'gallery*.spec.ts', 'new-kind*.spec.ts', 'screens*.spec.ts', 'shell-axe*.spec.ts'],
    },
  ],
});
