import MiniSearch from 'minisearch';
import type { RecordOf } from '#shared/model/record.ts';
import { labelOf } from '#shared/model/definition.ts';
import type { HeadShape } from '../heads/head-shape.ts';

/** The full text of records: all their text fields, their label and their number. Kept in step record by record. */
export interface SearchIndex {
  readonly size: number;
  /** Takes a record as it is now. */
  put(record: RecordOf): void;
  remove(id: string): void;
  /** Whether it was put or removed before. */
  has(id: string): boolean;
  /** Ids with all the words, best first. A word matches by its beginning; one of five letters or more also nearly. */
  search(text: string, kinds?: readonly string[]): string[];
}

interface Entry {
  readonly id: string;
  readonly number: string;
  readonly label: string;
  readonly text: string;
}

const FUZZY_FROM = 5;

export function searchIndex(shapes: readonly HeadShape[]): SearchIndex {
  const byKind = new Map(shapes.map((shape) => [shape.kind, shape]));
  /** Every id that was heard of, and whether it is in the index. */
  const known = new Map<string, boolean>();
  const discard = (id: string) => {
    if (known.get(id) === true) index.discard(id);
  };
  const index = new MiniSearch<Entry>({
    fields: ['number', 'label', 'text'],
    searchOptions: {
      combineWith: 'AND',
      prefix: true,
      fuzzy: (term) => (term.length >= FUZZY_FROM ? 0.2 : false),
      maxFuzzy: 2,
      boost: { number: 6, label: 3 },
    },
    autoVacuum: { minDirtCount: 2_000, minDirtFactor: 0.2, batchSize: 500, batchWait: 20 },
  });
  const entryOf = (shape: HeadShape, record: RecordOf): Entry => {
    const texts = shape.texts.flatMap((name) => (name === shape.label ? [] : (record.fields[name] ?? [])));
    return {
      id: record.id,
      number: record.number ?? '',
      label: labelOf(shape, record),
      text: texts
        .flat()
        .filter((text) => typeof text === 'string')
        .join(' '),
    };
  };

  return {
    get size() {
      return known.size;
    },
    has: (id) => known.has(id),
    put(record) {
      const shape = byKind.get(record.kind);
      if (!shape) return;
      discard(record.id);
      index.add(entryOf(shape, record));
      known.set(record.id, true);
    },
    remove(id) {
      discard(id);
      known.set(id, false);
    },
    search(text, kinds) {
      const prefixes = kinds && new Set(kinds.map((kind) => byKind.get(kind)?.prefix));
      const isWanted = (id: string) => !prefixes || prefixes.has(id.slice(0, id.indexOf('_')));
      return index.search(text, { filter: ({ id }) => isWanted(String(id)) }).map(({ id }) => String(id));
    },
  };
}
