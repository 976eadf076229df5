// What `npm start` and `npm run dev` run. `start` builds when the build is absent or older than its sources, then hands over to out/main/start.js.
// Plain JavaScript, because Node 20 cannot run TypeScript. It starts the host in this process, so that signals reach it.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const outputs = ['out/main/index.js', 'out/main/start.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
const sources = ['src-main', 'src-shared', 'src-renderer', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];

/**
 * The newest change below a path, in ms since the epoch.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

function isFresh() {
  const built = outputs.map((path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.min(...built) > Math.max(...sources.map((path) => newest(join(root, path))));
}

async function build() {
  const { build: electronViteBuild } = await import('electron-vite');
  process.stdout.write('Building Countersign…\n');
  const from = process.cwd();
  process.chdir(root);
  await electronViteBuild({ root, logLevel: 'error' });
  process.chdir(from);
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
  if (!isFresh()) await build();
  // Whoever started this and left during the build wants nothing to be served.
  if (process.ppid === parent) await import(pathToFileURL(join(root, 'out', 'main', 'start.js')).href);
}

try {
  await (process.argv.includes('--dev') ? develop() : start());
} catch (cause) {
  const hasTools = existsSync(join(root, 'node_modules', 'electron-vite'));
  const said = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(hasTools ? `Countersign cannot start: ${said}\n` : 'There is no build yet, and no build tools: run npm ci first.\n');
  process.exit(1);
}
