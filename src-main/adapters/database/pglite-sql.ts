import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { keepDumps } from './dumps.ts';
import { lockFile } from './lock-file.ts';
import type { Queryable, Sql } from './sql.ts';

/**
 * Opens the database in `folder`/db, alone: PostgreSQL in this process. PGlite itself neither locks nor calls fsync; the lock
 * file here sees to the first, and a power cut can cost the last seconds. With `onDumpFailed`
 * a copy an hour is kept beside it.
 */
export async function openPglite(
  folder: string,
  { onDumpFailed }: { readonly onDumpFailed?: (cause: unknown) => void } = {},
): Promise<Sql> {
  await mkdir(folder, { recursive: true });
  const release = await lockFile(join(folder, 'db.lock'));
  try {
    const database = await PGlite.create(join(folder, 'db'));
    const dumps = onDumpFailed ? keepDumps({ database, folder }, onDumpFailed) : undefined;
    return pgliteSql(database, async () => {
      await dumps?.stop();
      await database.close();
      await release();
    });
  } catch (cause) {
    await release();
    throw cause;
  }
}

/** The port over an open PGlite. Its transactions wait for each other. */
export function pgliteSql(database: PGlite, close: () => Promise<void> = () => database.close()): Sql {
  let closing: Promise<void> | undefined;
  return {
    ...statements(database),
    isEmbedded: true,
    transaction: ({ isSnapshot = false, first = [] }, work) =>
      database.transaction(async (transaction) => {
        const start = [...(isSnapshot ? ['set transaction isolation level repeatable read read only'] : []), ...first];
        const results = start.length > 0 ? await transaction.exec(start.join(';')) : [];
        return work(statements(transaction), first.length > 0 ? results.slice(-first.length).map(({ rows }) => rows) : []);
      }),
    async listen(channel, onNotice) {
      const end = await database.listen(channel, onNotice);
      return () => (closing ? Promise.resolve() : end());
    },
    close: () => (closing ??= close()),
  };
}

const statements = (database: Pick<PGlite | Transaction, 'query' | 'exec'>): Queryable => ({
  query: async <R extends object>(text: string, params: readonly unknown[] = []) => (await database.query<R>(text, [...params])).rows,
  exec: async (text) => (await database.exec(text)).map(({ rows }) => rows),
});
