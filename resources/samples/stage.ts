import type { Registry } from '#shared/model/capability.ts';
import type { Execution } from '#shared/model/execute.ts';
import { headOf } from '#shared/model/head-projection.ts';
import type { Head } from '#shared/model/head.ts';
import { comparer, matches, type Query } from '#shared/model/query.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';

/** Where a sample is performed: records in memory, kept by kind, with their heads. */
export interface SampleStage {
  readonly reader: Reader;
  apply(execution: Execution): void;
}

interface Kept {
  readonly record: RecordOf;
  readonly head: Head;
}

export function sampleStage(registry: Registry, numbersFrom: { readonly [kind: string]: number }): SampleStage {
  const kinds = new Map(registry.kinds.map(({ kind }) => [kind, new Map<string, Kept>()]));
  const events = new Map<string, RecordEvent[]>();
  const numbers = new Map(Object.entries(numbersFrom));
  const kept = (kind: string) => kinds.get(kind) ?? new Map<string, Kept>();
  const get = (id: string) => kept(registry.byId(id)?.kind ?? '').get(id)?.record;
  const found = (query: Query) =>
    [...kept(query.kind).values()]
      .map(({ head }) => head)
      .filter((head) => matches(query, head))
      .toSorted(comparer(query));

  return {
    apply(execution) {
      for (const record of execution.records) kept(record.kind).set(record.id, { record, head: headOf(registry.of(record.kind), record) });
      for (const event of execution.events) {
        const history = events.get(event.recordId);
        if (history) history.push(event);
        else events.set(event.recordId, [event]);
      }
      for (const [kind, last] of execution.numbers) numbers.set(kind, last);
    },
    reader: {
      get: async (id) => get(id),
      many: async (ids) => ids.flatMap((id) => get(id) ?? []),
      list: async (query) => {
        const { offset = 0, limit } = query;
        return found(query).slice(offset, limit === undefined ? undefined : offset + limit);
      },
      count: async (query) => found(query).length,
      related: async (kind, field, id) =>
        [...kept(kind).values()]
          .map(({ record }) => record)
          .filter((record) => {
            const value = record.fields[field];
            return record.archivedAt === null && (Array.isArray(value) ? value.includes(id) : value === id);
          }),
      history: async (id) => events.get(id) ?? [],
      lastNumber: async (kind) => numbers.get(kind) ?? 0,
    },
  };
}
