import type { Registry } from '#shared/model/capability.ts';
import { headOf } from '#shared/model/head-projection.ts';
import { comparer, matches, type Query } from '#shared/model/query.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { type Heads, tallyKeys } from '#renderer/store/heads/heads-port.ts';

/** The meaning of every question about heads, written plainly over records in a map. The fast one is compared with it. */
export function plainHeads(registry: Registry): Heads {
  const records = new Map<string, RecordOf>();
  const select = (query: Query, within?: readonly string[]) => {
    const all = within ? within.flatMap((id) => records.get(id) ?? []) : [...records.values()];
    const heads = all.map((record) => headOf(registry.of(record.kind), record)).filter((head) => matches(query, head));
    return within && !query.sort?.length ? heads : heads.toSorted(comparer(query));
  };
  const slice = <T>(all: readonly T[], { offset = 0, limit }: Query) => all.slice(offset, limit === undefined ? undefined : offset + limit);
  return {
    async apply(changed) {
      for (const row of changed) {
        if ('gone' in row) records.delete(row.id);
        else records.set(row.id, row);
      }
    },
    async page(query, within) {
      const all = select(query, within);
      return { heads: slice(all, query), total: all.length };
    },
    ids: async (query, within) => slice(select(query, within), query).map((head) => head.id),
    async tally(query, column, within) {
      const counts = new Map<string, number>();
      for (const head of select(query, within)) for (const key of tallyKeys(head[column])) counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts;
    },
    count: async (query, within) => select(query, within).length,
    byIds: async (ids) => ids.flatMap((id) => records.get(id) ?? []).map((record) => headOf(registry.of(record.kind), record)),
    related: async (kind, field, id) =>
      [...records.values()]
        .filter((record) => {
          const value = record.fields[field];
          return record.kind === kind && record.archivedAt === null && (Array.isArray(value) ? value.includes(id) : value === id);
        })
        .map((record) => record.id as string)
        .toSorted(),
  };
}
