import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { serviceWorkerFiles } from './src-main/web/vite-service-worker.ts';
import { devHost } from './src-main/web/vite-dev-host.ts';

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const define = { COUNTERSIGN_VERSION: JSON.stringify(version) };

/** Node entry points beside Electron's own; all run on Node 20.19 and later. */
const entries = {
  index: join(root, 'src-main/electron/main.ts'),
  start: join(root, 'src-main/web/start.ts'),
  cli: join(root, 'src-main/cli/main.ts'),
};

/** Not bundled: the one loads its WebAssembly and data files from beside itself, the other is an addition to `pg` that nobody needs. */
const unbundled = [/^@electric-sql\/pglite(\/.*)?$/, 'pg-native'];

export default defineConfig({
  main: {
    define,
    build: {
      target: 'node20.19',
      externalizeDeps: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path))),
        external: unbundled,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.19',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: join(root, 'src-main/preload/preload.ts') },
        // A sandboxed preload is CommonJS and one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src-renderer'),
    base: './',
    publicDir: join(root, 'resources/public'),
    define,
    plugins: [react(), serviceWorkerFiles(), devHost()],
    worker: { format: 'es' },
    build: {
      outDir: join(root, 'out/renderer'),
      emptyOutDir: true,
      target: 'es2022',
      minify: true,
      // A data: URL cannot be a worker or a font under the content security policy.
      assetsInlineLimit: 0,
      // Everything is on this machine and stored ahead of time, so a chunk's size is no download.
      chunkSizeWarningLimit: 4000,
      rolldownOptions: {
        input: {
          index: join(root, 'src-renderer/index.html'),
          sw: join(root, 'src-renderer/platform/service-worker.ts'),
        },
        output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
      },
    },
  },
});
