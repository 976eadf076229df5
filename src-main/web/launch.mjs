// What `npm start` and `npm run dev` run. `start` builds when the build is absent or older than its sources, then hands over to out/main/start.js.
// It starts the host in this process, so that signals reach it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildAll, hasTools, isFresh, nodeSources, pageSources, root } from '../fresh-build.mjs';

const outputs = ['out/main/index.js', 'out/main/start.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

async function build() {
  process.stdout.write('Building Countersign…\n');
  await buildAll();
}

/** `npm run dev`: hot reloading, in Electron where its binary is here, else at the dev server's address in a browser. */
async function develop() {
  process.chdir(root);
  const electronVite = await import('electron-vite');
  if (existsSync(join(root, 'node_modules', 'electron', 'path.txt'))) return electronVite.createServer({ root }, {});
  const { config } = await electronVite.loadConfigFromFile({ command: 'serve', mode: 'development' });
  const { createServer } = await import('vite');
  const server = await createServer({ ...config.renderer, configFile: false });
  await server.listen();
  process.stdout.write("Electron's binary is not here: open this address in a browser.\n");
  return server.printUrls();
}

async function start() {
  const parent = process.ppid;
  if (!isFresh(outputs, [...nodeSources, ...pageSources])) await build();
  // Whoever started this and left during the build wants nothing to be served.
  if (process.ppid === parent) await import(pathToFileURL(join(root, 'out', 'main', 'start.js')).href);
}

try {
  await (process.argv.includes('--dev') ? develop() : start());
} catch (cause) {
  const said = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(
    hasTools() ? `Countersign cannot start: ${said}\n` : 'There is no build yet, and no build tools: run npm ci first.\n',
  );
  process.exit(1);
}
