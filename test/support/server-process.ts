import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { testPostgres } from './postgres.ts';

export type DatabaseKind = 'pglite' | 'postgres';

/** A Countersign server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** The code of the invitation to found its tenant, as long as nobody did. */
  readonly foundingCode: string | null;
  /** Its data folder: the database, or only its key and log where that is elsewhere. */
  readonly folder: string;
  /** Where its PostgreSQL is, if it has one. */
  readonly databaseUrl: string | null;
  /** Everything it has said since it was last started. */
  output(): string;
  /** Ends it: in order, or as a power cut does. Answers its exit code, or the signal. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
  /** Starts it again at the same address on the same data. */
  restart(): Promise<void>;
  /** A second server on the same PostgreSQL, at an address of its own. */
  beside(): Promise<ServerProcess>;
  /** Ends it for good; the database of PostgreSQL is dropped. The folder is its owner's to delete. */
  remove(): Promise<void>;
}

export interface ServerOptions {
  readonly folder: string;
  readonly database: DatabaseKind;
  /** A port of its own unless said. */
  readonly port?: number;
  /** The folder of another build than the product's own; it holds `out`. */
  readonly build?: string;
}

/** Workers of Playwright share one cluster, which stops with the runner. */
const owner = process.env['TEST_WORKER_INDEX'] === undefined ? process.pid : process.ppid;

/** Starts the built server. Undefined where `postgres` is asked for and this machine has none: skip the test, it was said why. */
export async function startServer({ folder, database, port, build = '.' }: ServerOptions): Promise<ServerProcess | undefined> {
  const postgres = database === 'postgres' ? await testPostgres({ owner }) : undefined;
  if (database === 'postgres' && !postgres) return undefined;
  const own = await postgres?.database();
  const drop = async () => own?.drop();
  return serverOn({ folder, build, databaseUrl: own?.url ?? null, port: port ?? (await freePort()), drop });
}

interface Place {
  readonly folder: string;
  readonly build: string;
  readonly databaseUrl: string | null;
  readonly port: number;
  readonly drop: () => Promise<void>;
}

async function serverOn(place: Place): Promise<ServerProcess> {
  let running = await start(place);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const { child } = running;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
    return child.exitCode ?? child.signalCode ?? 'unknown';
  };
  return {
    url: `http://127.0.0.1:${place.port}/`,
    get foundingCode() {
      return /#\/join\?code=([\w-]+)/.exec(running.output())?.[1] ?? null;
    },
    folder: place.folder,
    databaseUrl: place.databaseUrl,
    output: () => running.output(),
    stop,
    async restart() {
      await stop();
      running = await start(place);
    },
    async beside() {
      if (place.databaseUrl === null) throw new Error('A folder has one server at a time.');
      return serverOn({ ...place, port: await freePort(), drop: async () => undefined });
    },
    async remove() {
      await stop();
      await place.drop();
    },
  };
}

interface Started {
  readonly child: ChildProcess;
  output(): string;
}

const ready = /Countersign server is at \S+/;

async function start({ folder, build, databaseUrl, port }: Place): Promise<Started> {
  const args = [join(build, 'out/main/cli.js'), 'serve', '--data', folder, '--host', '127.0.0.1', '--port', String(port)];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: databaseUrl ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (part: Buffer) => (said += part.toString());
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  while (!ready.test(said)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The server ended with ${child.exitCode ?? child.signalCode}:\n${said}`);
    await setTimeout(20);
  }
  // The invitation, if there is one, is said right after the address.
  await setTimeout(200);
  return { child, output: () => said };
}
