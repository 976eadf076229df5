import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../../..');

export interface Ran {
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
}

/** Bundles the command line as the build does, for Node and with the database left outside. Returns the file to run. */
export async function bundleCli(): Promise<string> {
  await mkdir(join(root, '.cache'), { recursive: true });
  // A folder of its own for each: files of tests run side by side in one process, and each takes its own away.
  const outDir = await mkdtemp(join(root, '.cache', 'test-cli-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true },
    define: { COUNTERSIGN_VERSION: JSON.stringify('0.0.0-test') },
    build: {
      ssr: true,
      outDir,
      target: 'node20.19',
      minify: false,
      rolldownOptions: {
        input: { cli: join(root, 'src-main/cli/main.ts') },
        external: [/^@electric-sql\/pglite(\/.*)?$/, 'pg-native'],
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  return join(outDir, 'cli.js');
}

/** Starts the command line; `ended` has everything it said. */
export function startCli(
  entry: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<Ran> } {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (err += part.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({ code: (code ?? signal) as number | string, out, err }));
  return { child, ended };
}
