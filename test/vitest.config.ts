import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Configurations live here because the top level of the repository is fixed. Paths are from the repository's root. */
const project = (name: string, timeout: number) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], testTimeout: timeout, hookTimeout: timeout },
});

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: '.cache/vite',
  test: {
    environment: 'node',
    pool: 'threads',
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [project('unit', 20_000), project('integration', 60_000), project('architecture', 60_000), project('simulation', 120_000)],
  },
});
