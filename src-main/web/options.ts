import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { err, ok, type Result } from '#shared/kernel/result.ts';

/** IndexedDB belongs to the origin, so the port is part of where the data is: fixed, and never chosen silently. */
const defaultPort = 4517;

export interface StartOptions {
  /** Serve the browser edition even where Electron could be opened. */
  readonly isBrowser: boolean;
  readonly port: number;
  readonly opensBrowser: boolean;
  /** The data folder that was named; null for the platform's own place. */
  readonly data: string | null;
  /** What on the command line asked for the browser edition, to be said aloud. */
  readonly askedBy: string | null;
}

export function readOptions(args: readonly string[]): Result<StartOptions, string> {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        data: { type: 'string' },
      },
    }));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : 'The arguments cannot be read.');
  }
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 1 || port > 65535) return err(`--port ${values.port ?? ''} is no port number.`);
  const asked = [values.browser && '--browser', values.port !== undefined && '--port', values['no-open'] && '--no-open'];
  return ok({
    isBrowser: values.browser,
    port,
    opensBrowser: !values['no-open'],
    data: values.data === undefined ? null : resolve(values.data),
    askedBy: asked.find((flag) => typeof flag === 'string') ?? null,
  });
}
