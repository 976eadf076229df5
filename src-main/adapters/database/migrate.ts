import { digestOfText } from '#shared/kernel/digest.ts';
import { migrations } from './migrations.ts';
import type { Sql } from './sql.ts';

/** The data was written by a newer version, or a migration that was applied has been edited since. */
export class UnknownSchema extends Error {}

/** The role that every transaction takes on cannot be relied upon. */
class UnsafeRole extends Error {}

/** Servers that start at once take turns. The number is ours alone within a database. */
const TURN = 'select pg_advisory_xact_lock(726017301)';

/** Brings the schema to today's, all of it or nothing, and never runs a migration twice. */
export async function migrate(sql: Sql, steps: typeof migrations = migrations): Promise<void> {
  await ensureRole(sql);
  await sql.transaction({ first: [TURN] }, async (transaction) => {
    await transaction.exec(
      'create table if not exists migrations (name text primary key, digest text not null, applied_at timestamptz not null default now())',
    );
    const applied = await transaction.query<{ name: string; digest: string }>('select name, digest from migrations order by name');
    const known = new Map(steps.map((step) => [step.name, digestOfText(step.sql)]));
    for (const { name, digest } of applied) {
      const today = known.get(name);
      if (today === undefined) throw new UnknownSchema(`The data was written by a newer Countersign: it knows “${name}”.`);
      if (today !== digest) throw new UnknownSchema(`The migration “${name}” is not the one that was applied to this data.`);
    }
    const done = new Set(applied.map(({ name }) => name));
    for (const step of steps) {
      if (done.has(step.name)) continue;
      await transaction.exec(step.sql);
      await transaction.query('insert into migrations (name, digest) values ($1, $2)', [step.name, digestOfText(step.sql)]);
    }
  });
}

/**
 * Roles belong to the whole cluster, so another database's server may be making the same one at this moment: whoever comes
 * second finds it there.
 */
async function ensureRole(sql: Sql): Promise<void> {
  await sql.exec(`do $$
begin
  for attempt in 1..30 loop
    begin
      if not exists (select from pg_roles where rolname = 'countersign_app') then
        create role countersign_app nologin nobypassrls nosuperuser nocreatedb nocreaterole;
      end if;
      if not pg_has_role(current_user, 'countersign_app', 'member') then
        execute format('grant countersign_app to %I', current_user);
      end if;
      return;
    exception when duplicate_object or unique_violation or internal_error then
      perform pg_sleep(0.02 * attempt);
    end;
  end loop;
  raise exception 'The role countersign_app cannot be made';
end $$`);
  const [role] = await sql.query<{ mayDoMore: boolean }>(
    `select rolsuper or rolbypassrls or rolcanlogin as "mayDoMore" from pg_roles where rolname = 'countersign_app'`,
  );
  if (role?.mayDoMore !== false)
    throw new UnsafeRole('The role countersign_app must be one that cannot log in and cannot pass by row-level security.');
}
