import type { BenchRecord, Shown } from './contestant.ts';

/** What a list shows at once. */
export const pageSize = 50;

const later = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);

/** The answers over records in memory, for contestants that have no index for a question. */
export function newest(records: readonly BenchRecord[]): Shown {
  const sorted = records.toSorted((a, b) => later(a.fields.openedAt, b.fields.openedAt) || later(b.id, a.id));
  return { ids: sorted.slice(0, pageSize).map(({ id }) => id), total: records.length };
}

export function openByUrgency(records: readonly BenchRecord[]): Shown {
  const open = records.filter(({ state }) => state !== 'closed');
  const sorted = open.toSorted(
    (a, b) => later(b.fields.priority, a.fields.priority) || later(b.fields.openedAt, a.fields.openedAt) || later(b.id, a.id),
  );
  return { ids: sorted.slice(0, pageSize).map(({ id }) => id), total: open.length };
}

export function hasWords(record: BenchRecord, words: readonly string[]): boolean {
  const title = record.fields.title.toLowerCase();
  return words.every((word) => title.includes(word));
}

/** The record with another title, as an edit leaves it. */
export const retitled = (record: BenchRecord, title: string): BenchRecord => ({
  ...record,
  version: record.version + 1,
  fields: { ...record.fields, title },
});

export function batches<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}
