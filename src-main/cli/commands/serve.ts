import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ndjsonLog } from '#main/adapters/log/ndjson-log.ts';
import { type Running, runServer } from '#main/server/run.ts';
import { CliError, EXIT, usage } from '../exit-codes.ts';
import type { CommandLine } from '../options.ts';
import { notOpened, serverPlace } from '../server-place.ts';
import { write } from '../terminal.ts';

const DEFAULT_PORT = 4600;
const lookEvery = 250;
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** `serve`: a server until it is stopped. Ends with 0 after a signal that it could follow, and at once on a second one. */
export async function serve({ args, options }: CommandLine, entry: string): Promise<number> {
  if (args.length > 0) throw usage(`“${args.join(' ')}” is not understood.`);
  const port = Number(options.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usage(`--port ${options.port ?? ''} is no port number.`);
  const where = serverPlace(options);
  const stopped = untilStopped();
  const running = await start();
  await write(process.stdout, `Countersign server is at ${running.url}\n`);
  for (const { name, code } of running.toFound)
    await write(
      process.stdout,
      `To found ${running.toFound.length > 1 ? `“${name}”` : 'it'}, open ${running.url}#/join?code=${code} (valid for 7 days)\n`,
    );
  if (!LOOPBACK.has(options.host ?? '127.0.0.1'))
    await write(process.stderr, 'It speaks plain HTTP: let others reach it through a proxy with TLS, named in COUNTERSIGN_TRUST_PROXY.\n');
  await stopped;
  await running.stop();
  return EXIT.ok;

  async function start(): Promise<Running> {
    const { COUNTERSIGN_OPERATOR_TOKEN: operatorToken, COUNTERSIGN_TRUST_PROXY: proxies, COUNTERSIGN_PER_MINUTE: perMinute } = process.env;
    const renderer = join(dirname(entry), '..', 'renderer');
    try {
      return await runServer({
        ...where,
        host: options.host ?? '127.0.0.1',
        port,
        tenant: options.tenant ?? hostname(),
        logger: ndjsonLog(join(where.folder, 'logs', 'server.ndjson')),
        ...(existsSync(join(renderer, 'index.html')) ? { renderer } : {}),
        ...(Number(perMinute) > 0 ? { perMinute: Number(perMinute) } : {}),
        ...(operatorToken === undefined || operatorToken === '' ? {} : { operatorToken }),
        ...(proxies === undefined || proxies === '' ? {} : { trustProxy: proxies.split(',').map((one) => one.trim()) }),
      });
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
      if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL')
        throw new CliError(EXIT.storage, [`The server cannot listen at ${options.host ?? '127.0.0.1'}:${port} (${code}).`]);
      throw notOpened(cause, where);
    }
  }
}

/**
 * Resolves on the first SIGTERM or Ctrl+C, or when the npm that started us is gone: npm hands a signal to its shell, which ends
 * without handing it on. A second signal ends the process as it stands.
 */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = (isSignal: boolean) => {
      if (isStopping && isSignal) process.exit(EXIT.stopped);
      isStopping = true;
      clearInterval(timer);
      resolve();
    };
    const parent = process.ppid;
    const timer = process.env['npm_lifecycle_event'] === undefined ? undefined : setInterval(look, lookEvery).unref();
    function look(): void {
      if (process.ppid !== parent) stop(false);
    }
    process.on('SIGTERM', () => stop(true));
    process.on('SIGINT', () => stop(true));
  });
}
