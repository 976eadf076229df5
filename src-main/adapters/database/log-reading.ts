import type { DeviceRow, LogReading, SeenLine, TenantRow } from '#main/application/server/log-store.ts';
import { CHAIN_START, type ChainHead } from '#shared/kernel/chain.ts';
import type { Digest } from '#shared/kernel/digest.ts';
import type { Registry } from '#shared/model/capability.ts';
import { fold } from '#shared/model/evolve.ts';
import type { LogBody, SealedValue, SealedValues } from '#shared/model/log-line.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { isInSight } from '#shared/model/visibility.ts';
import type { Checkpoint, Manifest } from '#shared/sync/protocol.schema.ts';
import { type Access, widened } from './access.ts';
import { arrivedEvents, sqlReader } from './reader.ts';
import type { Queryable } from './sql.ts';

interface Around {
  readonly sql: Queryable;
  readonly registry: Registry;
  readonly access: Access;
  readonly tenant: TenantRow;
  readonly head: ChainHead;
}

export const DEVICE = 'select id, person_id as "personId", last_seq as "lastSeq", revoked_at as "revokedAt" from devices where id = $1';

interface LineRow extends ChainHead {
  readonly leaf: Digest;
  readonly canonical: string | null;
  readonly kind: string | null;
  readonly recordId: string | null;
  readonly scopeBefore: string | null;
  readonly isRefusal: boolean;
  readonly isHere: boolean;
  readonly gone: string | null;
}

const LINES = `select links.seq, encode(leaf, 'hex') as leaf, encode(hash, 'hex') as hash, canonical, lines.kind,
    lines.record_id as "recordId", scope_before as "scopeBefore", only_for is not null as "isRefusal", records.id is not null as "isHere",
    departures.record_id as gone
  from links
  left join lines on lines.tenant = links.tenant and lines.seq = links.seq
  left join departures on departures.tenant = links.tenant and departures.seq = links.seq
  left join records on records.tenant = lines.tenant and records.id = lines.record_id
  where links.seq > $1 order by links.seq limit $2`;

/** One moment of the log, as its transaction may see it. */
export function logReading({ sql, registry, access, tenant, head }: Around): LogReading {
  const reader = sqlReader(sql, registry);
  return {
    tenant,
    head,
    reader,
    device: async (id) => (await sql.query<DeviceRow>(DEVICE, [id]))[0],
    arrived: async (recordId) => ((await reader.get(recordId)) ? arrivedEvents(sql, registry, recordId) : []),
    async lines(after, limit) {
      const rows = await sql.query<LineRow>(LINES, [after, limit]);
      const shown = rows.filter(isShown);
      const values = await sealedAt(sql, shown);
      const cameInto = shown.filter(
        ({ isRefusal, kind, scopeBefore }) => !isRefusal && !isInSight(access.sight, kind ?? '', scopeBefore ?? ''),
      );
      const entered = cameInto.length === 0 ? NOBODY : await widened(sql, access, () => asOf(sql, registry, cameInto));
      return rows.map((row) => seen(row, values.get(row.seq), entered.get(row.seq)));
    },
    async hashAt(seq) {
      if (seq === 0) return CHAIN_START;
      const [row] = await sql.query<{ hash: Digest }>(`select encode(hash, 'hex') as hash from links where seq = $1`, [seq]);
      return row?.hash;
    },
    async checkpoint() {
      const [row] = await sql.query<Checkpoint>(
        `select epoch, seq, encode(hash, 'hex') as hash, at, key_id as "keyId", signature from checkpoints
         where epoch = $1 order by seq desc, at desc limit 1`,
        [tenant.epoch],
      );
      return row ?? null;
    },
    manifest: () => manifestOf(sql),
    async page(digest) {
      const [row] = await sql.query<{ bytes: Uint8Array }>('select bytes from pages where digest = $1 limit 1', [digest]);
      return row ? new Uint8Array(row.bytes) : null;
    },
  };
}

/** What happened to a record is shown to those who may see the record now; a refusal, to its author. */
const isShown = ({ canonical, isRefusal, isHere }: LineRow): boolean => canonical !== null && (isRefusal || isHere);

function seen(row: LineRow, values: SealedValues | undefined, entered: RecordOf | undefined): SeenLine {
  const { seq, leaf, hash, canonical, gone } = row;
  if (canonical === null || !isShown(row)) return { seq, leaf, hash, ...(gone !== null && canonical === null ? { gone } : {}) };
  return {
    seq,
    leaf,
    hash,
    body: JSON.parse(canonical) as LogBody,
    ...(values ? { values } : {}),
    ...(entered ? { entered } : {}),
  };
}

const NOBODY: ReadonlyMap<number, RecordOf> = new Map();

/** Records as they were after the lines that brought them into sight, folded from all that happened to them. */
async function asOf(sql: Queryable, registry: Registry, rows: readonly LineRow[]): Promise<ReadonlyMap<number, RecordOf>> {
  const records = new Map<number, RecordOf>();
  for (const { seq, recordId } of rows) {
    const events = await arrivedEvents(sql, registry, recordId ?? '', seq);
    const record = fold(events.map(({ event }) => event));
    if (record) records.set(seq, record);
  }
  return records;
}

async function sealedAt(sql: Queryable, rows: readonly LineRow[]): Promise<Map<number, { [digest: Digest]: SealedValue }>> {
  const [first, last] = [rows[0], rows.at(-1)];
  const at = new Map<number, { [digest: Digest]: SealedValue }>();
  if (!first || !last) return at;
  const wanted = new Set(rows.map(({ seq }) => seq));
  const found = await sql.query<{ seq: number; digest: Digest } & SealedValue>(
    `select seq, encode(digest, 'hex') as digest, salt, value from sealed where seq between $1 and $2`,
    [first.seq, last.seq],
  );
  for (const { seq, digest, salt, value } of found) {
    if (!wanted.has(seq)) continue;
    const values = at.get(seq) ?? {};
    values[digest] = { salt, value };
    at.set(seq, values);
  }
  return at;
}

async function manifestOf(sql: Queryable): Promise<Pick<Manifest, 'seq' | 'hash' | 'numbers' | 'pages'> | null> {
  const [newest] = await sql.query<ChainHead>(`select seq, encode(hash, 'hex') as hash from page_manifests order by seq desc limit 1`);
  if (!newest) return null;
  const pages = await sql.query<Manifest['pages'][number]>(
    `select digest, kind, from_id as "from", to_id as "to", count, size from manifest_pages where seq = $1 order by kind, scope, from_id`,
    [newest.seq],
  );
  const numbers = await sql.query<{ kind: string; last: number }>('select kind, last from manifest_numbers where seq = $1', [newest.seq]);
  return { ...newest, pages, numbers: Object.fromEntries(numbers.map(({ kind, last }) => [kind, last])) };
}
