import type { RecordOf } from '#shared/model/record.ts';
import {
  EMPTY_COUNTERS,
  EMPTY_MANIFEST,
  type FreshRow,
  type Manifest,
  type MetaRow,
  metaOf,
  type OutboxRow,
  type WorkspaceDatabase,
} from '../database.ts';
import { changedOneByOne, kindsOf, pagesOf } from '../outbox-rows.ts';
import { unpackJson } from '../pages/page-codec.ts';
import type { HeadShape } from './head-shape.ts';
import type { FrozenTable } from './head-table.ts';
import { HeadsEngine } from './heads-engine.ts';

/** Up to where in the log the persisted heads go; written with them. */
export interface HeadsMark extends MetaRow {
  readonly key: 'heads';
  readonly seq: number;
}
export const NO_HEADS: HeadsMark = { key: 'heads', seq: -1 };

export interface LoadedHeads {
  readonly engine: HeadsEngine;
  readonly seq: number;
  /** How many records were taken in from elsewhere than the persisted heads. */
  readonly taken: number;
}

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The heads as of the end of the log: the persisted ones, in one read, and what the log has after them. A kind whose
 * persisted heads are missing or were made for another shape is made again from its records.
 */
export async function loadHeads(database: WorkspaceDatabase, shapes: readonly HeadShape[]): Promise<LoadedHeads> {
  const { heads, meta, outbox, fresh, pages } = database;
  const { frozen, seq, rows, bytes } = await database.transaction('r', [heads, meta, outbox, fresh, pages], async () => {
    const [mark, counters, manifest] = await Promise.all([
      metaOf(database, NO_HEADS),
      metaOf(database, EMPTY_COUNTERS),
      metaOf(database, EMPTY_MANIFEST),
    ]);
    const stored = mark.seq < 0 ? [] : await heads.toArray();
    const tail = mark.seq < 0 || mark.seq === counters.seq ? [] : await outbox.where('seq').above(mark.seq).toArray();
    const found = await freshOf(database, tail);
    const stale = staleShapes(shapes, stored, manifest, mark.seq, { tail, found: new Set(found.map((row) => row.id)) });
    const kinds = new Set(stale.map((shape) => shape.kind));
    const written = new Set(tail.flatMap(pagesOf));
    const whole = manifest.pages.filter((page) => kinds.has(page.kind) || written.has(page.key)).toSorted((a, b) => a.level - b.level);
    const pageRows = await pages.bulkGet(whole.map((page) => page.key));
    const ofStale = await Promise.all(stale.map(({ prefix }) => fresh.where('id').between(`${prefix}_`, `${prefix}\``).toArray()));
    return {
      frozen: stored.filter((table) => !kinds.has(table.kind)),
      seq: counters.seq,
      rows: [...found, ...ofStale.flat()],
      bytes: pageRows.flatMap((page): Bytes[] => (page ? [page.bytes] : [])),
    };
  });
  const engine = new HeadsEngine(shapes, frozen);
  let taken = rows.length;
  for (const page of bytes) {
    const records = await unpackJson<readonly RecordOf[]>(page);
    engine.apply(records);
    taken += records.length;
  }
  // What is fresh is newer than any page.
  engine.apply(rows);
  return { engine, seq, taken };
}

const changedIn = (tail: readonly OutboxRow[]): string[] => [...new Set(tail.flatMap(changedOneByOne))];

async function freshOf(database: WorkspaceDatabase, tail: readonly OutboxRow[]): Promise<FreshRow[]> {
  const ids = changedIn(tail);
  return ids.length === 0 ? [] : (await database.fresh.bulkGet(ids)).flatMap((row) => row ?? []);
}

/** Kinds whose heads must be made again: no or other persisted ones, or a tail whose records have been folded away. */
function staleShapes(
  shapes: readonly HeadShape[],
  stored: readonly FrozenTable[],
  manifest: Manifest,
  mark: number,
  { tail, found }: { readonly tail: readonly OutboxRow[]; readonly found: ReadonlySet<string> },
): HeadShape[] {
  const kept = new Map(stored.map((table) => [table.kind, table.shape]));
  const here = new Set(manifest.pages.map((page) => page.key));
  const folded = changedIn(tail).filter((id) => !found.has(id));
  const lost = new Set(tail.flatMap((row) => (pagesOf(row).some((key) => !here.has(key)) ? kindsOf(row) : [])));
  return shapes.filter((shape) => {
    const shapeWas = kept.get(shape.kind);
    const isMissing = mark < 0 || (shapeWas === undefined && manifest.pages.some((page) => page.kind === shape.kind));
    const isOther = shapeWas !== undefined && shapeWas !== JSON.stringify(shape);
    return isMissing || isOther || lost.has(shape.kind) || folded.some((id) => id.startsWith(`${shape.prefix}_`));
  });
}
