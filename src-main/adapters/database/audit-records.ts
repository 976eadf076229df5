import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import { evolve } from '#shared/model/evolve.ts';
import type { LogBody, SealedValues } from '#shared/model/log-line.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { unsealBody } from '#shared/model/seal.ts';
import { upcastEvent, upcastRecord } from '#shared/model/upcast.ts';
import { RECORD_COLUMNS, type RecordRow, storedRecord } from './records-sql.ts';
import type { Queryable } from './sql.ts';

export interface Stray {
  readonly seq: number;
  readonly message: string;
}

const BATCH = 5_000;

/** A record as the log has it, and the line that it ends with. */
interface Folded {
  readonly record: RecordOf;
  readonly seq: number;
}

/**
 * Compares every record with the fold of its events, both in today's form. Reads both in the order of the records' ids, so that
 * no more than a batch is in memory. Answers the one whose last line is the earliest.
 */
export async function firstStrayRecord(sql: Queryable, registry: Registry): Promise<{ stray?: Stray; records: number }> {
  let stray: Stray | undefined;
  let records = 0;
  const note = (one: Stray) => {
    if (!stray || one.seq < stray.seq) stray = one;
  };
  const stored = storedRecords(sql);
  let next = await stored.next();
  for await (const { record, seq } of foldedRecords(sql, registry)) {
    for (; next.done !== true && next.value.record.id < record.id; next = await stored.next())
      note({ seq: next.value.seq, message: `The record ${next.value.record.id} comes from no event.` });
    if (next.done === true || next.value.record.id !== record.id) {
      note({ seq, message: `The record ${record.id}, which line ${seq} changed last, is gone.` });
      continue;
    }
    records++;
    const difference = differenceOf(today(record, registry), today(next.value.record, registry));
    if (difference !== undefined)
      note({ seq, message: `The record ${record.id} is not what its events made of it: ${difference} was changed after line ${seq}.` });
    next = await stored.next();
  }
  for (; next.done !== true; next = await stored.next())
    note({ seq: next.value.seq, message: `The record ${next.value.record.id} comes from no event.` });
  return { records, ...(stray ? { stray } : {}) };
}

async function* storedRecords(sql: Queryable): AsyncGenerator<Folded, undefined> {
  for (let after = ''; ;) {
    const rows = await sql.query<RecordRow & { seq: number }>(
      `select ${RECORD_COLUMNS}, seq from records where id > $1 order by id limit ${BATCH}`,
      [after],
    );
    for (const row of rows) yield { record: storedRecord(row), seq: row.seq };
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? '';
  }
}

async function* foldedRecords(sql: Queryable, registry: Registry): AsyncGenerator<Folded> {
  let current: Folded | undefined;
  for (let [id, after] = ['', 0]; ;) {
    const rows = await sql.query<{ seq: number; id: string; canonical: string; values: SealedValues | null }>(
      `select seq, record_id as id, canonical, (
         select json_object_agg(encode(digest, 'hex'), json_build_object('salt', salt, 'value', value))
         from sealed where sealed.seq = lines.seq) as values
       from lines where only_for is null and (record_id, seq) > ($1, $2::bigint) order by record_id, seq limit ${BATCH}`,
      [id, after],
    );
    for (const { seq, canonical, values } of rows) {
      const body = unsealBody(JSON.parse(canonical) as LogBody, values ?? {});
      if (body.type !== 'event') continue;
      const event = todaysEvent(body.event, registry);
      if (current && current.record.id !== event.recordId) {
        yield current;
        current = undefined;
      }
      current = { record: evolve(current?.record, event), seq };
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) break;
    [id, after] = [last.id, last.seq];
  }
  if (current) yield current;
}

const todaysEvent = (event: RecordEvent, registry: Registry): RecordEvent =>
  registry.has(event.kind) ? upcastEvent(registry.of(event.kind), event) : event;

const today = (record: RecordOf, registry: Registry): RecordOf =>
  registry.has(record.kind) ? upcastRecord(registry.of(record.kind), record) : record;

/** The name of the first part in which two records differ; fields by their own names. */
function differenceOf(expected: RecordOf, actual: RecordOf): string | undefined {
  const { fields: fieldsA, ...a } = expected;
  const { fields: fieldsB, ...b } = actual;
  return firstDifference(fieldsA, fieldsB, 'fields.') ?? firstDifference(a, b, '');
}

function firstDifference(a: object, b: object, prefix: string): string | undefined {
  const [one, other] = [a as { readonly [name: string]: Json }, b as { readonly [name: string]: Json }];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  const found = names.find((name) => canonicalJson(one[name] ?? null) !== canonicalJson(other[name] ?? null));
  return found === undefined ? undefined : prefix + found;
}
