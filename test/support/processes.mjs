import { spawn } from 'node:child_process';

/** @type {Set<(signal: NodeJS.Signals) => void>} */
const running = new Set();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => {
    for (const stop of running) stop('SIGTERM');
    process.exit(130);
  });

/**
 * Runs a command without a shell and without a standard input. `echo` passes its output on while it runs; what it
 * printed is returned either way. After `timeout` milliseconds it and its children are ended.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ echo?: boolean, timeout?: number, env?: Record<string, string>, cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string, isTimedOut: boolean }>}
 */
export function run(command, args, { echo = false, timeout, env = {}, cwd } = {}) {
  return new Promise((resolve) => {
    const isPosix = process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: isPosix });
    let output = '';
    let isTimedOut = false;
    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      if (child.pid === undefined) return;
      try {
        process.kill(isPosix ? -child.pid : child.pid, signal);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    };
    running.add(stop);
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            isTimedOut = true;
            stop('SIGKILL');
          }, timeout);
    const take = (/** @type {NodeJS.WriteStream} */ stream) => (/** @type {Buffer} */ chunk) => {
      output += chunk.toString('utf8');
      if (echo) stream.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      running.delete(stop);
      resolve({ code, output, isTimedOut });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs a package's own command by its file: the same on every platform, and nothing is fetched.
 *
 * @param {string} file under node_modules
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runModule = (file, args, options) => run(process.execPath, [`node_modules/${file}`, ...args], options);
