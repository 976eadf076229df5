import type { Registry } from './capability.ts';
import { headOf } from './head-projection.ts';
import { comparer, matches } from './query.ts';
import type { Reader } from './reader.ts';
import type { RecordEvent, RecordOf } from './record.ts';

/** A reader that sees what the running decision has already changed, over one that does not. */
export interface StagedReader extends Reader {
  put(record: RecordOf, event: RecordEvent): void;
  readonly records: ReadonlyMap<string, RecordOf>;
  readonly events: readonly RecordEvent[];
  /** The highest number given per kind, for kinds that got new ones here. */
  readonly numbers: ReadonlyMap<string, number>;
  takeNumber(kind: string): Promise<number>;
  /** Lets the numbers of a kind go on after one that came from outside. */
  keepNumber(kind: string, taken: number): Promise<void>;
}

export function stagedReader(base: Reader, registry: Registry): StagedReader {
  const records = new Map<string, RecordOf>();
  const events: RecordEvent[] = [];
  const numbers = new Map<string, number>();

  const reader: StagedReader = {
    records,
    events,
    numbers,
    put(record, event) {
      records.set(record.id, record);
      events.push(event);
    },
    async takeNumber(kind) {
      const next = (numbers.get(kind) ?? (await base.lastNumber(kind))) + 1;
      numbers.set(kind, next);
      return next;
    },
    async keepNumber(kind, taken) {
      if (taken > (numbers.get(kind) ?? (await base.lastNumber(kind)))) numbers.set(kind, taken);
    },
    lastNumber: async (kind) => numbers.get(kind) ?? base.lastNumber(kind),
    get: async (id) => records.get(id) ?? base.get(id),
    async many(ids) {
      const missing = ids.filter((id) => !records.has(id));
      const found = new Map((missing.length > 0 ? await base.many(missing) : []).map((record) => [record.id as string, record]));
      return ids.flatMap((id) => records.get(id) ?? found.get(id) ?? []);
    },
    async list(query) {
      const staged = [...records.values()].filter((record) => record.kind === query.kind);
      if (staged.length === 0) return base.list(query);
      const { offset = 0, limit, ...whole } = query;
      const untouched = (await base.list(whole)).filter((head) => !records.has(head.id));
      const heads = staged.map((record) => headOf(registry.of(record.kind), record)).filter((head) => matches(query, head));
      const all = [...untouched, ...heads].toSorted(comparer(query));
      return all.slice(offset, limit === undefined ? undefined : offset + limit);
    },
    async count({ offset: _offset, limit: _limit, ...query }) {
      return (await reader.list(query)).length;
    },
    async related(kind, field, id) {
      const names = (record: RecordOf) => {
        const value = record.fields[field];
        return record.archivedAt === null && (Array.isArray(value) ? value.includes(id) : value === id);
      };
      const untouched = (await base.related(kind, field, id)).filter((record) => !records.has(record.id));
      return [...untouched, ...[...records.values()].filter((record) => record.kind === kind && names(record))];
    },
    async history(id) {
      return [...(await base.history(id)), ...events.filter((event) => event.recordId === id)];
    },
  };
  return reader;
}
