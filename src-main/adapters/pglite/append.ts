import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { Decided } from '#main/application/workspace-store.ts';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import { labelOf } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { searchable } from './query-sql.ts';

const asJson = (value: object): Json => value as Json;

/** Appends decisions in one transaction and a handful of set-based statements, however many they are. */
export async function append(database: PGlite, registry: Registry, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  await database.transaction(async (transaction) => {
    const head = await transaction.query<{ seq: number }>('select seq::int as seq from log_head for update');
    const start = head.rows[0]?.seq ?? 0;
    const fresh = await withoutKnown(transaction, decided);
    const events = fresh.flatMap(({ execution }) => execution.events);
    await insert(transaction, 'commands', 'id text, name text, record_id text, actor_id text, at text, body text', fresh.map(commandRow));
    await insert(
      transaction,
      'events',
      'seq bigint, id text, record_id text, version integer, kind text, type text, command_id text, at text, time text, body text',
      events.map(({ id, recordId, version, kind, type, commandId, at, time, ...rest }, i) => ({
        seq: start + i + 1,
        id,
        record_id: recordId,
        version,
        kind,
        type,
        command_id: commandId,
        at,
        time,
        body: canonicalJson(asJson({ id, recordId, version, kind, type, commandId, at, time, ...rest })),
      })),
    );
    await putRecords(transaction, registry, [
      ...new Map(fresh.flatMap(({ execution }) => execution.records).map((record) => [record.id, record])).values(),
    ]);
    const numbers = new Map(fresh.flatMap(({ execution }) => [...execution.numbers]));
    for (const [kind, last] of numbers)
      await transaction.query(
        'insert into numbers (kind, last) values ($1, $2) on conflict (kind) do update set last = greatest(numbers.last, excluded.last)',
        [kind, last],
      );
    await transaction.query('update log_head set seq = $1', [start + events.length]);
  });
}

async function withoutKnown(transaction: Transaction, decided: readonly Decided[]): Promise<Decided[]> {
  const ids = decided.map(({ execution }) => execution.command.id);
  const known = await transaction.query<{ id: string }>('select id from commands where id = any($1::text[])', [ids]);
  const have = new Set(known.rows.map(({ id }) => id));
  return decided.filter(({ execution }) => !have.has(execution.command.id));
}

const commandRow = ({ execution: { command }, actorId }: Decided) => ({
  id: command.id,
  name: command.name,
  record_id: command.recordId,
  actor_id: actorId,
  at: command.at,
  body: canonicalJson(asJson(command)),
});

async function insert(transaction: Transaction, table: string, columns: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const names = columns
    .split(', ')
    .map((column) => column.split(' ')[0])
    .join(', ');
  await transaction.query(`insert into ${table} (${names}) select ${names} from json_to_recordset($1::json) as one(${columns})`, [
    JSON.stringify(rows),
  ]);
}

const RECORD_COLUMNS =
  'id text, kind text, number text, state text, lifecycle_version integer, version integer, archived_at text, created_at text, created_by text, updated_at text, updated_by text, external_id text, stamp text, stamps jsonb, label text, words text, fields jsonb';

async function putRecords(transaction: Transaction, registry: Registry, records: readonly RecordOf[]): Promise<void> {
  if (records.length === 0) return;
  const names = RECORD_COLUMNS.split(', ').flatMap((column) => column.split(' ')[0] ?? []);
  const rows = records.map((record) => ({
    id: record.id,
    kind: record.kind,
    number: record.number,
    state: record.state,
    lifecycle_version: record.lifecycleVersion,
    version: record.version,
    archived_at: record.archivedAt,
    created_at: record.createdAt,
    created_by: record.createdBy,
    updated_at: record.updatedAt,
    updated_by: record.updatedBy,
    external_id: record.externalId,
    stamp: record.stamp,
    stamps: record.stamps,
    label: labelOf(registry.of(record.kind), record),
    words: searchable(record.number, record.fields),
    fields: record.fields,
  }));
  await transaction.query(
    `insert into records (${names.join(', ')}) select ${names.join(', ')} from json_to_recordset($1::json) as one(${RECORD_COLUMNS})
     on conflict (id) do update set ${names
       .filter((name) => name !== 'id')
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}
     where excluded.version > records.version`,
    [JSON.stringify(rows)],
  );
}
