import { PGlite } from '@electric-sql/pglite';
import { migrate } from '#main/adapters/database/migrate.ts';
import { databaseOver, openDatabase, type ServerDatabase } from '#main/adapters/database/open-database.ts';
import { pgliteSql } from '#main/adapters/database/pglite-sql.ts';
import type { Registry } from '#shared/model/capability.ts';
import { noteRegistry } from './notes.ts';
import type { TestPostgres } from './postgres.ts';

/** An empty database for a test: in PostgreSQL where one is given, else in this process and its memory. */
export async function openTestDatabase(postgres: TestPostgres | undefined, registry: Registry = noteRegistry): Promise<ServerDatabase> {
  if (!postgres) {
    const sql = pgliteSql(await PGlite.create());
    await migrate(sql);
    return databaseOver(sql, registry);
  }
  const { url, drop } = await postgres.database();
  const database = await openDatabase({ url }, { registry });
  return {
    ...database,
    async close() {
      await database.close();
      await drop();
    },
  };
}
