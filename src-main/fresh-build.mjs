// Whether what was built is as new as its sources, and how it is built. Plain JavaScript, because Node 20 cannot run TypeScript:
// `npm start` and `npm run countersign` begin here.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What the Node side is made of, and what pages are made of besides. */
export const nodeSources = ['src-main', 'src-shared', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];
export const pageSources = ['src-renderer', 'resources'];

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

/**
 * Whether every output is there and newer than every source.
 * @param {readonly string[]} outputs
 * @param {readonly string[]} sources
 */
export function isFresh(outputs, sources) {
  const built = outputs.map((path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.min(...built) > Math.max(...sources.map((path) => newest(join(root, path))));
}

/** Whether anything can be built here: an installation without its development tools cannot. */
export const hasTools = () => existsSync(join(root, 'node_modules', 'electron-vite'));

/**
 * The build's configuration is read from the working directory, so this one is the root meanwhile.
 * @param {() => Promise<unknown>} work
 */
async function inRoot(work) {
  const from = process.cwd();
  process.chdir(root);
  await work();
  process.chdir(from);
}

/** Everything: the hosts, the command line, the pages. */
export async function buildAll() {
  const { build } = await import('electron-vite');
  await inRoot(() => build({ root, logLevel: 'error' }));
}

/** The command line alone; the screens have no part in it. */
export async function buildCommandLine() {
  const { loadConfigFromFile } = await import('electron-vite');
  const { build } = await import('vite');
  await inRoot(async () => {
    const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' });
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      define: config.main.define,
      ssr: { noExternal: true },
      build: {
        ...config.main.build,
        ssr: true,
        outDir: join(root, 'out', 'main'),
        emptyOutDir: false,
        rolldownOptions: { ...config.main.build.rolldownOptions, input: { cli: join(root, 'src-main', 'cli', 'main.ts') } },
      },
    });
  });
}
