// What `npm start` runs: builds when the build is absent or older than its sources, then hands over to out/main/start.js.
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
  await electronViteBuild({ root, logLevel: 'warn' });
  process.chdir(from);
}

if (!isFresh()) {
  try {
    await build();
  } catch (cause) {
    const isInstalled = existsSync(join(root, 'node_modules', 'electron-vite'));
    const said = isInstalled
      ? `The build failed: ${cause instanceof Error ? cause.message : String(cause)}`
      : 'There is no build yet, and no build tools: run npm ci first.';
    process.stderr.write(`${said}\n`);
    process.exit(1);
  }
}
await import(pathToFileURL(join(root, 'out', 'main', 'start.js')).href);
