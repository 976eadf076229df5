import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Id } from '#shared/kernel/id.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import { labelOf } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { upcastRecord } from '#shared/model/upcast.ts';
import { isKey, searchable } from './query-sql.ts';
import { insertText, type Part } from './sql.ts';

export interface RecordRow {
  readonly id: Id;
  readonly kind: string;
  readonly number: string | null;
  readonly state: string | null;
  readonly lifecycle_version: number | null;
  readonly version: number;
  readonly archived_at: string | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly updated_at: string;
  readonly updated_by: string;
  readonly external_id: string | null;
  readonly stamp: HybridTime;
  readonly stamps: { readonly [field: string]: HybridTime };
  readonly fields: JsonObject;
}

export const RECORD_COLUMNS =
  'id, kind, number, state, lifecycle_version, version, archived_at, created_at, created_by, updated_at, updated_by, external_id, stamp, stamps, fields';

/** A record as it is stored. */
export const storedRecord = (row: RecordRow): RecordOf => ({
  id: row.id,
  kind: row.kind,
  number: row.number,
  state: row.state,
  lifecycleVersion: row.lifecycle_version,
  version: row.version,
  archivedAt: row.archived_at,
  createdAt: row.created_at,
  createdBy: row.created_by,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
  externalId: row.external_id,
  stamp: row.stamp,
  stamps: row.stamps,
  fields: row.fields,
});

/** A record in today's form. */
export function recordOf(row: RecordRow, registry: Registry): RecordOf {
  const record = storedRecord(row);
  return registry.has(row.kind) ? upcastRecord(registry.of(row.kind), record) : record;
}

const STORED = [
  'id text',
  'kind text',
  'scope text',
  'seq bigint',
  'number text',
  'state text',
  'lifecycle_version integer',
  'version integer',
  'archived_at text',
  'created_at text',
  'created_by text',
  'updated_at text',
  'updated_by text',
  'external_id text',
  'stamp text',
  'stamps jsonb',
  'label text',
  'words text',
  'fields jsonb',
];
const changed = STORED.flatMap((column) => column.split(' ')[0] ?? []).filter((name) => name !== 'id');
const PUT_RECORDS = insertText(
  'records',
  STORED,
  `on conflict (tenant, id) do update set ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}
   where excluded.version >= records.version`,
);

/** A record with who may see it and the line that changed it. */
export interface PutRecord {
  readonly record: RecordOf;
  readonly scope: string;
}

interface Putting {
  readonly registry: Registry;
  /** The line after which they are so. */
  readonly seq: number;
  /** Those that were made just now. */
  readonly fresh: ReadonlySet<string>;
}

/** What stores records as they are after a line, and under which ids they are found. */
export function recordParts(records: readonly PutRecord[], { registry, seq, fresh }: Putting): Part[] {
  const keys = records.flatMap(({ record, scope }) =>
    keysOf(record.fields).map(([field, value]) => ({ kind: record.kind, field, value, record_id: record.id, scope })),
  );
  // What was never there before names nothing that it might not name any more.
  const changed = records.filter(({ record }) => !fresh.has(record.id)).map(({ record }) => record.id);
  return [
    { text: PUT_RECORDS, rows: records.map((one) => rowOf(one, registry, seq)) },
    { text: DROP_KEYS, rows: changed.length > 0 ? [{ ids: changed, keys }] : [] },
    { text: PUT_KEYS, rows: keys },
  ];
}

/** Keys that changed records do not have any more; the row names the records, and the keys that they have now. */
const DROP_KEYS = `delete from record_keys where record_id in (select json_array_elements_text($#::json->0->'ids'))
  and (record_id, field, value) not in (
    select record_id, field, value from json_to_recordset($#::json->0->'keys') as one(field text, value text, record_id text))`;

const PUT_KEYS = insertText(
  'record_keys',
  ['kind text', 'field text', 'value text', 'record_id text', 'scope text'],
  `on conflict (tenant, kind, field, value, record_id) do update set scope = excluded.scope where excluded.scope <> record_keys.scope`,
);

const rowOf = ({ record, scope }: PutRecord, registry: Registry, seq: number) => ({
  id: record.id,
  kind: record.kind,
  scope,
  seq,
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
  label: registry.has(record.kind) ? labelOf(registry.of(record.kind), record) : record.id,
  words: searchable(record.number, record.fields),
  fields: record.fields,
});

/** The ids and addresses that a record's fields name, each once. */
function keysOf(fields: JsonObject): [field: string, value: string][] {
  return Object.entries(fields).flatMap(([field, value]: [string, Json]) => {
    const values: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return [...new Set(values.filter(isKey))].map((one): [string, string] => [field, one]);
  });
}
