import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { ServerProcess } from '#test/support/server-process.ts';

/** What `countersign audit verify` says of a stopped server's log. */
export function auditVerify(server: ServerProcess): Promise<{ readonly code: number; readonly said: string }> {
  const args = ['out/main/cli.js', 'audit', 'verify', '--data', server.folder];
  const env = { ...process.env, DATABASE_URL: server.databaseUrl ?? '' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, said: `${stdout}\n${stderr}` });
    });
  });
}

/** Does what nothing in the product can: changes one byte of a line, as the database's superuser with its triggers off. Answers its number. */
export async function changeOneByte(server: ServerProcess, seq: number): Promise<number> {
  const sql = `set session_replication_role = replica; update lines set canonical = overlay(canonical placing 'X' from 12 for 1) where seq = ${seq}`;
  if (server.databaseUrl !== null) {
    const client = new Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  } else {
    const database = await PGlite.create(join(server.folder, 'db'));
    await database.exec(sql);
    await database.close();
  }
  return seq;
}
