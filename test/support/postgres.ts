import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';

/** A PostgreSQL for tests, as somebody who may make databases and roles. */
export interface TestPostgres {
  /** A new, empty database; gone after `drop`. */
  database(): Promise<{ readonly url: string; drop(): Promise<void> }>;
  /** Runs statements as the superuser, in a database by its URL. */
  as(url: string, text: string): Promise<void>;
}

interface Wanted {
  /** The cluster stops when this process is gone; all who name the same share one. */
  readonly owner?: number;
  /** With fsync, for tests that kill PostgreSQL itself. */
  readonly isDurable?: boolean;
}

const PATIENCE_MS = 240_000;

/**
 * The PostgreSQL that `DATABASE_URL` names, else a private one from the system's binaries, one for a run of tests. Undefined
 * where there is none and none can be had; the reason is printed once.
 */
export async function testPostgres({ owner = process.pid, isDurable = false }: Wanted = {}): Promise<TestPostgres | undefined> {
  const given = process.env['DATABASE_URL'];
  const state = given === undefined || given === '' ? await cluster(owner, isDurable) : { url: given };
  if ('url' in state) return over(state.url);
  process.stderr.write(`Tests on PostgreSQL are skipped. ${state.why}\n`);
  return undefined;
}

type State = { readonly url: string } | { readonly why: string };

/** Whoever makes the folder starts the cluster; the others wait for it. */
async function cluster(owner: number, isDurable: boolean): Promise<State> {
  const folder = join(tmpdir(), `countersign-postgres-${owner}${isDurable ? '-durable' : ''}`);
  const isFirst = await mkdir(folder).then(
    () => true,
    (cause: unknown) => {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
      throw cause;
    },
  );
  if (isFirst) {
    const script = join(import.meta.dirname, 'postgres-cluster.mjs');
    spawn(process.execPath, [script, folder, String(owner), isDurable ? 'durable' : ''], { detached: true, stdio: 'ignore' }).unref();
  }
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await setTimeout(50)) {
    const text = await readFile(join(folder, 'state.json'), 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as State;
  }
  return { why: 'It did not start in time.' };
}

function over(url: string): TestPostgres {
  const as = async (place: string, text: string) => {
    const client = new Client({ connectionString: place });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  return {
    as: (place, text) => {
      const admin = new URL(url);
      admin.pathname = new URL(place).pathname;
      return as(admin.href, text);
    },
    async database() {
      const name = `countersign_test_${randomUUID().replaceAll('-', '')}`;
      await as(url, `create database ${name}`);
      const place = new URL(url);
      place.pathname = `/${name}`;
      return { url: place.href, drop: () => as(url, `drop database if exists ${name} with (force)`) };
    },
  };
}
