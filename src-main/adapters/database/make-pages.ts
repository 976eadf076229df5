import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ChainHead } from '#shared/kernel/chain.ts';
import type { Registry } from '#shared/model/capability.ts';
import { asServer, withAccess } from './access.ts';
import { RECORD_COLUMNS, recordOf, type RecordRow } from './records-sql.ts';
import { insertText, type Queryable, runTogether, type Sql } from './sql.ts';

/** Records a page; the same as the desktop's own pages. */
const PAGE_SIZE = 1_000;
/** Pages that are sent to the database at once. */
const SENT_AT_ONCE = 8;
/** Sorts after every id. */
const END = '~';
const pack = promisify(gzip);

interface Page {
  readonly kind: string;
  readonly scope: string;
  readonly from_id: string;
  readonly to_id: string;
  readonly digest: string;
  readonly count: number;
  readonly size: number;
}
interface MadePage extends Page {
  readonly bytes: Buffer;
}

/** Ids of one kind and scope, from one to before another. */
interface Stretch {
  readonly kind: string;
  readonly scope: string;
  readonly start: string;
  readonly until: string;
}

/** All that a manifest says; the new pages are still being packed. */
interface Cut {
  readonly head: ChainHead;
  readonly kept: readonly Page[];
  readonly packing: readonly Promise<MadePage>[];
  readonly numbers: readonly { readonly kind: string; readonly last: number }[];
}

/**
 * Cuts pages of everything as it is at one moment, per kind and scope. A page in whose stretch nothing has changed since the
 * last time is kept without being read; the others are cut anew.
 */
export async function makePages(sql: Sql, registry: Registry, tenantId: string): Promise<void> {
  const cut = await withAccess(sql, asServer(tenantId), (one) => cutPages(one, registry), true);
  if (!cut) return;
  const made = await Promise.all(cut.packing);
  await withAccess(sql, asServer(tenantId), (one) => store(one, cut, made));
}

async function cutPages(sql: Queryable, registry: Registry): Promise<Cut | undefined> {
  const [head] = await sql.query<ChainHead>(`select seq, encode(hash, 'hex') as hash from log_heads`);
  const [before] = await sql.query<{ seq: number }>('select seq from page_manifests order by seq desc limit 1');
  if (!head || before?.seq === head.seq) return undefined;
  const { kept, stretches } = await whatChanged(sql, before?.seq ?? -1);
  const packing: Promise<MadePage>[] = [];
  for (const stretch of stretches) await cutStretch(sql, registry, stretch, packing);
  const numbers = await sql.query<{ kind: string; last: number }>('select kind, last from numbers');
  return { head, kept, packing, numbers };
}

/**
 * Which pages of the manifest at `since` still hold, and which stretches of ids have to be cut. A page holds when as many
 * records are in its stretch and none has changed since: of one that came or went, one of both would be so.
 */
async function whatChanged(sql: Queryable, since: number): Promise<{ kept: Page[]; stretches: Stretch[] }> {
  const pages = await sql.query<Page & Stretch & { now: number; changed: number | null }>(
    `with page as (
       select kind, scope, from_id, to_id, digest, count, size,
         case when lag(from_id) over all_of is null then '' else from_id end as start,
         coalesce(lead(from_id) over all_of, '${END}') as until
       from manifest_pages where seq = $1
       window all_of as (partition by kind, scope order by from_id))
     select page.kind, page.scope, from_id, to_id, digest, count, size, start, until, count(records.id)::int as now, max(records.seq) as changed
     from page left join records on records.kind = page.kind and records.scope = page.scope and id >= start and id < until
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2, 3`,
    [since],
  );
  const fresh = await sql.query<{ kind: string; scope: string }>(
    `select distinct kind, scope from records
     except select kind, scope from manifest_pages where seq = $1 order by 1, 2`,
    [since],
  );
  const kept: Page[] = [];
  const stretches: Stretch[] = [];
  for (const { start, until, now, changed, ...page } of pages) {
    if (now === page.count && (changed ?? 0) <= since) {
      kept.push(page);
      continue;
    }
    const last = stretches.at(-1);
    // Neighbours are cut together, so that small pages become whole ones.
    if (last?.kind === page.kind && last.scope === page.scope && last.until === start) stretches.splice(-1, 1, { ...last, until });
    else stretches.push({ kind: page.kind, scope: page.scope, start, until });
  }
  return { kept, stretches: [...stretches, ...fresh.map(({ kind, scope }) => ({ kind, scope, start: '', until: END }))] };
}

async function cutStretch(sql: Queryable, registry: Registry, stretch: Stretch, packing: Promise<MadePage>[]): Promise<void> {
  const { kind, scope, start, until } = stretch;
  const prefix = registry.has(kind) ? registry.of(kind).prefix : '';
  for (let from = start < prefix ? prefix : start; ;) {
    const rows = await sql.query<RecordRow>(
      `select ${RECORD_COLUMNS} from records where kind = $1 and scope = $2 and id >= $3 and id < $4 order by id limit ${PAGE_SIZE}`,
      [kind, scope, from, until],
    );
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return;
    const records = rows.map((row) => recordOf(row, registry));
    packing.push(packed({ kind, scope, from_id: first.id, to_id: last.id, count: rows.length }, JSON.stringify(records)));
    if (rows.length < PAGE_SIZE) return;
    from = `${last.id}!`;
  }
}

async function packed(page: Pick<Page, 'kind' | 'scope' | 'from_id' | 'to_id' | 'count'>, text: string): Promise<MadePage> {
  const bytes = await pack(text);
  return { ...page, bytes, size: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') };
}

const PUT_PAGES = `insert into pages (digest, kind, scope, bytes)
  select digest, kind, scope, decode(bytes, 'base64') from json_to_recordset($#::json) as one(digest text, kind text, scope text, bytes text)
  on conflict do nothing`;
const PUT_MANIFEST = insertText(
  'manifest_pages',
  ['seq bigint', 'kind text', 'scope text', 'from_id text', 'to_id text', 'digest text', 'count integer', 'size integer'],
  'on conflict do nothing',
);
const PUT_NUMBERS = insertText('manifest_numbers', ['seq bigint', 'kind text', 'last bigint'], 'on conflict do nothing');

/** Two servers that cut at the same place have cut the same: the second one changes nothing. */
async function store(sql: Queryable, { head, kept, numbers }: Cut, made: readonly MadePage[]): Promise<void> {
  const { seq, hash } = head;
  const first = await sql.query(
    `insert into page_manifests (seq, hash) values ($1, decode($2, 'hex')) on conflict do nothing returning seq`,
    [seq, hash],
  );
  if (first.length === 0) return;
  for (let start = 0; start < made.length; start += SENT_AT_ONCE) {
    const some = made.slice(start, start + SENT_AT_ONCE);
    const rows = some.map(({ digest, kind, scope, bytes }) => ({ digest, kind, scope, bytes: bytes.toString('base64') }));
    await runTogether(sql, [{ text: PUT_PAGES, rows }]);
  }
  const pages = [...kept, ...made].map(({ kind, scope, from_id, to_id, digest, count, size }) => ({
    seq,
    kind,
    scope,
    from_id,
    to_id,
    digest,
    count,
    size,
  }));
  await runTogether(sql, [
    { text: PUT_MANIFEST, rows: pages },
    { text: PUT_NUMBERS, rows: numbers.map((one) => ({ ...one, seq })) },
  ]);
  await dropOld(sql, seq);
}

/** Whoever loads by an older manifest gets an hour for it; so does another server that keeps pages of it. */
async function dropOld(sql: Queryable, newest: number): Promise<void> {
  const old = await sql.query<{ seq: number }>(
    `delete from page_manifests where seq < $1 and made_at < now() - interval '1 hour' returning seq`,
    [newest],
  );
  if (old.length === 0) return;
  await sql.query('delete from manifest_pages where seq = any ($1::bigint[])', [old.map(({ seq }) => seq)]);
  await sql.query('delete from manifest_numbers where seq = any ($1::bigint[])', [old.map(({ seq }) => seq)]);
  await sql.query(
    `delete from pages where not exists (
       select from manifest_pages where manifest_pages.digest = pages.digest and manifest_pages.kind = pages.kind
         and manifest_pages.scope = pages.scope)`,
  );
}
