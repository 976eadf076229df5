import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { LogBody } from '#shared/model/log-line.ts';
import type { ServerProcess } from '#test/support/server-process.ts';

/** What a stopped server's database holds, read past everything that usually stands before it. */
export interface ServerLog {
  readonly lines: readonly LogBody[];
  /** What became of each command, by its id: one row each, or more if something is very wrong. */
  readonly verdicts: ReadonlyMap<string, readonly { readonly outcome: string; readonly at: number }[]>;
}

interface LineRow {
  readonly canonical: string;
}
interface VerdictRow {
  readonly id: string;
  readonly outcome: string;
  readonly at: number | string;
}

/** The one tenant's log, in order. */
export async function readLog(server: ServerProcess): Promise<ServerLog> {
  const [lines, commands] = await rowsOf(server);
  const verdicts = new Map<string, { outcome: string; at: number }[]>();
  for (const { id, outcome, at } of commands) verdicts.set(id, [...(verdicts.get(id) ?? []), { outcome, at: Number(at) }]);
  return { lines: lines.map(({ canonical }) => JSON.parse(canonical) as LogBody), verdicts };
}

const LINES = 'select canonical from lines order by seq';
const COMMANDS = 'select id, outcome, at from commands';

async function rowsOf({ databaseUrl, folder }: ServerProcess): Promise<[LineRow[], VerdictRow[]]> {
  if (databaseUrl === null) {
    const database = await PGlite.create(join(folder, 'db'));
    try {
      return [(await database.query<LineRow>(LINES)).rows, (await database.query<VerdictRow>(COMMANDS)).rows];
    } finally {
      await database.close();
    }
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return [(await client.query<LineRow>(LINES)).rows, (await client.query<VerdictRow>(COMMANDS)).rows];
  } finally {
    await client.end();
  }
}

/** What `countersign audit verify` says of a stopped server's log. */
export function verifyAudit(server: ServerProcess, build: string): Promise<{ readonly code: number; readonly said: string }> {
  const args = [join(build, 'out/main/cli.js'), 'audit', 'verify', '--data', server.folder];
  const env = { ...process.env, DATABASE_URL: server.databaseUrl ?? '' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, said: `${stdout}\n${stderr}`.trim() });
    });
  });
}
