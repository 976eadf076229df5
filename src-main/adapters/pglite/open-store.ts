import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { WorkspaceStore } from '#main/application/workspace-store.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import { append } from './append.ts';
import { lockFile } from './lock-file.ts';
import { migrate } from './migrate.ts';
import { sqlReader } from './reader.ts';

/**
 * Opens the database in `folder`/db, alone: PostgreSQL in this process. PGlite itself neither locks nor calls fsync; the lock file here sees
 * to the first, and a power cut can cost the last seconds.
 */
export async function openPgliteStore(folder: string, registry: Registry): Promise<WorkspaceStore> {
  await mkdir(folder, { recursive: true });
  const release = await lockFile(join(folder, 'db.lock'));
  try {
    const database = await PGlite.create(join(folder, 'db'));
    try {
      await migrate(database);
    } catch (cause) {
      await database.close();
      throw cause;
    }
    return storeOver(database, registry, release);
  } catch (cause) {
    await release();
    throw cause;
  }
}

/** The store's promises over a database that has today's schema. */
export function storeOver(database: PGlite, registry: Registry, release: () => Promise<void>): WorkspaceStore {
  // Nothing keeps statistics in an embedded database, and without them the planner reads whole kinds: looked at again whenever it has doubled.
  let unseen = 0;
  let nextLook = 500;
  return {
    reader: sqlReader(database, registry),
    async append(decided) {
      await append(database, registry, decided);
      unseen += decided.reduce((sum, { execution }) => sum + execution.records.length, 0);
      if (unseen < nextLook) return;
      await database.exec('analyze records');
      nextLook = unseen * 2;
    },
    async lastTime() {
      const { rows } = await database.query<{ time: HybridTime }>('select time from events order by seq desc limit 1');
      return rows[0]?.time;
    },
    async setting(name) {
      const { rows } = await database.query<{ value: Json }>('select value from settings where name = $1', [name]);
      return rows[0]?.value;
    },
    async keep(name, value) {
      await database.query(
        'insert into settings (name, value) values ($1, $2::jsonb) on conflict (name) do update set value = excluded.value',
        [name, JSON.stringify(value)],
      );
    },
    async close() {
      try {
        await database.close();
      } finally {
        await release();
      }
    },
  };
}
