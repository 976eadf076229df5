import type { Addition, NewLine } from '#main/application/server/log-store.ts';
import type { ChainHead } from '#shared/kernel/chain.ts';
import type { Registry } from '#shared/model/capability.ts';
import { putRecords } from './records-sql.ts';
import { insertText, type Queryable } from './sql.ts';

/** What servers and windows are told when a tenant's log has grown, on commit. */
export const APPENDED = 'countersign_appended';

const PUT_LINKS = `insert into links (seq, leaf, hash)
  select seq, decode(leaf, 'hex'), decode(hash, 'hex') from json_to_recordset($1::json) as one(seq bigint, leaf text, hash text)`;
const PUT_LINES = insertText('lines', [
  'seq bigint',
  'kind text',
  'record_id text',
  'scope text',
  'scope_before text',
  'only_for text',
  'canonical text',
]);
const PUT_DEPARTURES = insertText('departures', ['seq bigint', 'kind text', 'record_id text', 'scope text']);
const PUT_SEALED = `insert into sealed (seq, digest, kind, scope, only_for, salt, value)
  select seq, decode(digest, 'hex'), kind, scope, only_for, salt, value from json_to_recordset($1::json)
    as one(seq bigint, digest text, kind text, scope text, only_for text, salt text, value json)`;
const PUT_COMMANDS = insertText('commands', ['id text', 'seq bigint', 'outcome text', 'refusal json', 'at bigint']);
const PUT_NUMBERS = insertText(
  'numbers',
  ['kind text', 'last bigint'],
  'on conflict (tenant, kind) do update set last = greatest(numbers.last, excluded.last)',
);

/**
 * Appends to the log of the transaction's tenant, whose head is locked: a handful of set-based statements, however much it is.
 * Returns the new head.
 */
export async function append(sql: Queryable, registry: Registry, head: ChainHead, addition: Addition): Promise<ChainHead> {
  const { lines, records, numbers, verdicts, device } = addition;
  const added = headAfter(head, lines);
  const put = async (text: string, rows: readonly object[]) => {
    if (rows.length > 0) await sql.query(text, [JSON.stringify(rows)]);
  };
  await put(
    PUT_LINKS,
    lines.map(({ seq, leaf, hash }) => ({ seq, leaf, hash })),
  );
  await put(PUT_LINES, lines.map(lineRow));
  await put(
    PUT_DEPARTURES,
    lines.flatMap(({ seq, kind, recordId, scope, scopeBefore }) =>
      scope === scopeBefore ? [] : [{ seq, kind, record_id: recordId, scope: scopeBefore }],
    ),
  );
  await put(PUT_SEALED, lines.flatMap(sealedRows));
  await putRecords(sql, registry, records, added.seq);
  await put(
    PUT_NUMBERS,
    [...numbers].map(([kind, last]) => ({ kind, last })),
  );
  await put(
    PUT_COMMANDS,
    verdicts.map(({ id, seq, outcome, refusal, at }) => ({ id, seq, outcome, refusal: refusal ?? null, at })),
  );
  if (device)
    await sql.query('update devices set last_seq = greatest(last_seq, $2::bigint), seen_at = iso_now() where id = $1', [
      device.id,
      device.lastSeq,
    ]);
  if (lines.length === 0) return head;
  await sql.query(
    `with moved as (update log_heads set seq = $1, hash = decode($2, 'hex'), last_time = greatest(last_time, $3::text) returning tenant)
     select pg_notify('${APPENDED}', json_build_object('tenant', tenant, 'seq', $1::bigint)::text) from moved`,
    [added.seq, added.hash, latest(addition)],
  );
  return added;
}

/** The lines go on from the head without a gap; anything else is a mistake of ours that must not reach the log. */
function headAfter(head: ChainHead, lines: readonly NewLine[]): ChainHead {
  for (const [i, line] of lines.entries())
    if (line.seq !== head.seq + 1 + i) throw new Error(`Line ${line.seq} does not follow line ${head.seq + i}.`);
  const last = lines.at(-1);
  return last ? { seq: last.seq, hash: last.hash } : head;
}

const lineRow = ({ seq, kind, recordId, scope, scopeBefore, onlyFor, canonical }: NewLine) => ({
  seq,
  kind,
  record_id: recordId,
  scope,
  scope_before: scopeBefore,
  only_for: onlyFor,
  canonical,
});

const sealedRows = ({ seq, kind, scope, onlyFor, values }: NewLine) =>
  Object.entries(values).map(([digest, { salt, value }]) => ({ seq, digest, kind, scope, only_for: onlyFor, salt, value }));

const latest = ({ events }: Addition): string | null =>
  events.reduce<string | null>((last, { time }) => (last === null || time > last ? time : last), null);
