import type { Reader } from '#shared/model/reader.ts';
import type { Counters } from './database.ts';
import type { Heads } from './heads/heads-port.ts';
import type { RecordSource } from './record-source.ts';

export interface StoreReaderTools {
  readonly source: RecordSource;
  readonly heads: Heads;
  readonly counters: () => Counters;
  /** Ids that the full-text index finds, best first; undefined when a query has no text part. */
  readonly found: (text: string | undefined, kind: string) => Promise<readonly string[] | undefined>;
}

/** The `Reader` port over this window's view: single records from disk, everything else from the heads. */
export function storeReader({ source, heads, counters, found }: StoreReaderTools): Reader {
  return {
    get: (id) => source.get(id),
    many: (ids) => source.many(ids),
    list: async (query) => [...(await heads.page(query, await found(query.text, query.kind))).heads],
    count: async (query) => heads.count(query, await found(query.text, query.kind)),
    related: async (kind, field, id) => source.many(await heads.related(kind, field, id)),
    history: (id) => source.history(id),
    lastNumber: async (kind) => counters().numbers[kind] ?? 0,
  };
}
