import type { Registry } from '#shared/model/capability.ts';
import { headOf } from '#shared/model/head-projection.ts';
import { comparer, matches, type Query } from '#shared/model/query.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';

/** What a reader over maps reads. */
export interface Maps {
  readonly records: ReadonlyMap<string, RecordOf>;
  readonly numbers: ReadonlyMap<string, number>;
  history(id: string): readonly RecordEvent[];
}

/** The `Reader` promise over maps that may change at any time. Asked for the maps at each question. */
export function mapReader(registry: Registry, maps: () => Maps): Reader {
  const list = (query: Query) => {
    const heads = [];
    for (const record of maps().records.values())
      if (record.kind === query.kind && registry.has(record.kind)) {
        const head = headOf(registry.of(record.kind), record);
        if (matches(query, head)) heads.push(head);
      }
    const { offset = 0, limit } = query;
    return heads.toSorted(comparer(query)).slice(offset, limit === undefined ? undefined : offset + limit);
  };
  return {
    get: async (id) => maps().records.get(id),
    many: async (ids) => ids.flatMap((id) => maps().records.get(id) ?? []),
    list: async (query) => list(query),
    count: async ({ offset: _offset, limit: _limit, ...query }) => list(query).length,
    related: async (kind, field, id) => {
      const found = [];
      for (const record of maps().records.values()) {
        if (record.kind !== kind || record.archivedAt !== null) continue;
        const value = record.fields[field];
        if (Array.isArray(value) ? value.includes(id) : value === id) found.push(record);
      }
      return found;
    },
    history: async (id) => [...maps().history(id)],
    lastNumber: async (kind) => maps().numbers.get(kind) ?? 0,
  };
}
