import { join } from 'node:path';
import { defaultDataFolder } from '#main/adapters/data-folder.ts';
import { runDesktop, whyNoWindow } from './desktop.ts';
import { findElectron } from './electron-binary.ts';
import { openBrowser } from './open-browser.ts';
import { readOptions, type StartOptions } from './options.ts';
import { onStop } from './stop-signals.ts';
import { serve, type Serving } from './serve.ts';

/** `npm start`: the desktop app where it can be opened, else the same workbench on a loopback port, saying why. */
const root = join(import.meta.dirname, '..', '..');

await main();

async function main(): Promise<void> {
  const read = readOptions(process.argv.slice(2));
  if (!read.ok) return fail(read.error);
  const options = read.value;
  if (!options.isBrowser) {
    const opened = await openDesktop(options);
    if (opened.code !== null) {
      process.exitCode = opened.code;
      return;
    }
    say(`Electron does not open here: ${opened.why}. This is the browser edition instead.`);
  }
  await serveUntilStopped(options);
}

/** The exit code of the desktop app once it has ended, or why it did not open. */
async function openDesktop(options: StartOptions): Promise<{ code: number } | { code: null; why: string }> {
  const noWindow = options.askedBy === null ? whyNoWindow() : `${options.askedBy} was given`;
  const found = await findElectron(noWindow);
  if ('missing' in found) return { code: null, why: found.missing };
  if (noWindow !== null) return { code: null, why: noWindow };
  const ended = await runDesktop(found.path, root, options.data);
  return 'failed' in ended ? { code: null, why: ended.failed } : ended;
}

async function serveUntilStopped(options: StartOptions): Promise<void> {
  let serving: Serving;
  try {
    serving = await serve(options.port, options.data ?? defaultDataFolder(), join(root, 'out', 'renderer'));
  } catch (cause) {
    return fail(whyNotServed(cause, options.port));
  }
  onStop(() => {
    serving.stop().then(
      () => process.exit(0),
      (cause: unknown) => fail(`Countersign did not stop cleanly: ${String(cause)}`),
    );
  });
  say(`Countersign is at ${serving.url}`);
  if (options.opensBrowser) openBrowser(serving.url);
}

function whyNotServed(cause: unknown, port: number): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Your data belongs to this address, so no other port is chosen for you: stop what uses it, or give --port.`;
  return `Countersign could not start: ${cause instanceof Error ? cause.message : String(cause)}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
