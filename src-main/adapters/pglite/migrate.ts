import type { PGlite } from '@electric-sql/pglite';
import { digestOfText } from '#shared/kernel/digest.ts';
import { migrations } from './migrations.ts';

/** The data was written by a newer version, or a migration that was applied has been edited since. */
export class UnknownSchema extends Error {}

/** Brings the schema to today's, each migration in a transaction of its own, and never runs one twice. */
export async function migrate(database: PGlite, steps: typeof migrations = migrations): Promise<void> {
  await database.exec(
    'create table if not exists migrations (name text primary key, digest text not null, applied_at timestamptz not null default now())',
  );
  const applied = await database.query<{ name: string; digest: string }>('select name, digest from migrations order by name');
  const known = new Map(steps.map(({ name, sql }) => [name, digestOfText(sql)]));
  for (const { name, digest } of applied.rows) {
    const today = known.get(name);
    if (today === undefined) throw new UnknownSchema(`The data was written by a newer Countersign: it knows “${name}”.`);
    if (today !== digest) throw new UnknownSchema(`The migration “${name}” is not the one that was applied to this data.`);
  }
  const done = new Set(applied.rows.map(({ name }) => name));
  for (const { name, sql } of steps) {
    if (done.has(name)) continue;
    await database.transaction(async (transaction) => {
      await transaction.exec(sql);
      await transaction.query('insert into migrations (name, digest) values ($1, $2)', [name, digestOfText(sql)]);
    });
  }
}
