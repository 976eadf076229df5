#!/usr/bin/env node
// What `npm run countersign` runs: builds the command line when its build is absent or older than its sources, then hands over to
// out/main/cli.js. Plain JavaScript, because Node 20 cannot run TypeScript. Nothing but the command's result goes to stdout.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const output = join(root, 'out', 'main', 'cli.js');
const sources = ['src-main', 'src-shared', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];

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

/** Builds what runs in Node only; the screens have no part in it. */
async function build() {
  process.stderr.write('Building Countersign…\n');
  const { loadConfigFromFile } = await import('electron-vite');
  const from = process.cwd();
  process.chdir(root);
  const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' });
  const { build: viteBuild } = await import('vite');
  const { entry } = { entry: { cli: join(root, 'src-main', 'cli', 'main.ts') } };
  await viteBuild({
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
      rolldownOptions: { ...config.main.build.rolldownOptions, input: entry },
    },
  });
  process.chdir(from);
}

const built = statSync(output, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (built < Math.max(...sources.map((path) => newest(join(root, path))))) {
  try {
    await build();
  } catch (cause) {
    const hasTools = existsSync(join(root, 'node_modules', 'electron-vite'));
    process.stderr.write(
      hasTools ? `${String(cause)}\n` : 'Countersign is not built yet, and its build tools are not here: run npm ci first.\n',
    );
    process.exit(5);
  }
}
process.argv[1] = output;
await import(pathToFileURL(output).href);
