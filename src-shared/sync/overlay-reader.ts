import type { Registry } from '../model/capability.ts';
import { headOf } from '../model/head-projection.ts';
import { comparer, matches, type Query } from '../model/query.ts';
import type { Reader } from '../model/reader.ts';
import type { RecordOf } from '../model/record.ts';

/** What is to be seen instead of what a reader says. */
export interface Overlay {
  /** Records as they are to be seen; `null` hides one. */
  readonly records: ReadonlyMap<string, RecordOf | null>;
  /** Events that have not happened. */
  readonly unhappened: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, number>;
}

/** A reader with some of its records exchanged or hidden, e.g. to take predictions back without writing. */
export function overlayReader(base: Reader, registry: Registry, { records, unhappened, numbers }: Overlay): Reader {
  const shown = (kind: string) => [...records.values()].filter((record) => record !== null && record.kind === kind);
  const list = async (query: Query) => {
    const { offset = 0, limit, ...whole } = query;
    const untouched = (await base.list(whole)).filter((head) => !records.has(head.id));
    const exchanged = registry.has(query.kind)
      ? shown(query.kind).flatMap((record) => (record ? [headOf(registry.of(record.kind), record)] : []))
      : [];
    const all = [...untouched, ...exchanged.filter((head) => matches(query, head))].toSorted(comparer(query));
    return all.slice(offset, limit === undefined ? undefined : offset + limit);
  };
  return {
    get: async (id) => {
      const over = records.get(id);
      return over === undefined ? base.get(id) : (over ?? undefined);
    },
    async many(ids) {
      const missing = ids.filter((id) => !records.has(id));
      const found = new Map((missing.length > 0 ? await base.many(missing) : []).map((record) => [record.id as string, record]));
      return ids.flatMap((id) => (records.has(id) ? (records.get(id) ?? []) : (found.get(id) ?? [])));
    },
    list,
    count: async ({ offset: _offset, limit: _limit, ...query }) => (await list(query)).length,
    async related(kind, field, id) {
      const untouched = (await base.related(kind, field, id)).filter((record) => !records.has(record.id));
      const named = shown(kind).flatMap((record) => {
        const value = record?.fields[field];
        const names = record?.archivedAt === null && (Array.isArray(value) ? value.includes(id) : value === id);
        return record && names ? [record] : [];
      });
      return [...untouched, ...named];
    },
    history: async (id) => (await base.history(id)).filter((event) => !unhappened.has(event.id)),
    lastNumber: async (kind) => numbers.get(kind) ?? base.lastNumber(kind),
  };
}
