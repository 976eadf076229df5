import type { Addition, NewLine } from '#main/application/server/log-store.ts';
import type { ChainHead } from '#shared/kernel/chain.ts';
import type { Registry } from '#shared/model/capability.ts';
import { recordParts } from './records-sql.ts';
import { insertText, type Queryable, runTogether } from './sql.ts';

/** What servers and windows are told when a tenant's log has grown, on commit. */
export const APPENDED = 'countersign_appended';

const PUT_LINKS = `insert into links (seq, leaf, hash)
  select seq, decode(leaf, 'hex'), decode(hash, 'hex') from json_to_recordset($#::json) as one(seq bigint, leaf text, hash text)`;
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
  select seq, decode(digest, 'hex'), kind, scope, only_for, salt, value from json_to_recordset($#::json)
    as one(seq bigint, digest text, kind text, scope text, only_for text, salt text, value json)`;
const PUT_COMMANDS = insertText('commands', ['id text', 'seq bigint', 'outcome text', 'refusal json', 'at bigint']);
const PUT_NUMBERS = insertText(
  'numbers',
  ['kind text', 'last bigint'],
  'on conflict (tenant, kind) do update set last = greatest(numbers.last, excluded.last)',
);

const MOVE_DEVICE = `update devices set last_seq = greatest(last_seq, (one->>'seq')::bigint), seen_at = iso_now()
  from json_array_elements($#::json) as one where id = one->>'id'`;
const MOVE_HEAD = `update log_heads set seq = (one->>'seq')::bigint, hash = decode(one->>'hash', 'hex'), last_time = greatest(last_time, one->>'time')
  from json_array_elements($#::json) as one
  returning pg_notify('${APPENDED}', json_build_object('tenant', tenant, 'seq', log_heads.seq)::text)`;

/**
 * Appends to the log of the transaction's tenant, whose head is locked: all in one statement, however much it is. Returns the
 * new head.
 */
export async function append(sql: Queryable, registry: Registry, head: ChainHead, addition: Addition): Promise<ChainHead> {
  const { lines, records, events, numbers, verdicts, device } = addition;
  const added = headAfter(head, lines);
  const fresh = new Set(events.flatMap(({ version, recordId }) => (version === 1 ? [recordId as string] : [])));
  await runTogether(sql, [
    { text: PUT_LINKS, rows: lines.map(({ seq, leaf, hash }) => ({ seq, leaf, hash })) },
    { text: PUT_LINES, rows: lines.map(lineRow) },
    { text: PUT_DEPARTURES, rows: lines.flatMap(departureRows) },
    { text: PUT_SEALED, rows: lines.flatMap(sealedRows) },
    ...recordParts(records, { registry, seq: added.seq, fresh }),
    { text: PUT_NUMBERS, rows: [...numbers].map(([kind, last]) => ({ kind, last })) },
    { text: PUT_COMMANDS, rows: verdicts.map(({ id, seq, outcome, refusal, at }) => ({ id, seq, outcome, refusal: refusal ?? null, at })) },
    { text: MOVE_DEVICE, rows: device ? [{ id: device.id, seq: device.lastSeq }] : [] },
    { text: MOVE_HEAD, rows: lines.length > 0 ? [{ seq: added.seq, hash: added.hash, time: latest(addition) }] : [] },
  ]);
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

const departureRows = ({ seq, kind, recordId, scope, scopeBefore }: NewLine) =>
  scope === scopeBefore ? [] : [{ seq, kind, record_id: recordId, scope: scopeBefore }];

const latest = ({ events }: Addition): string | null =>
  events.reduce<string | null>((last, { time }) => (last === null || time > last ? time : last), null);
