import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { PageInfo, PageRow } from '../database.ts';
import { groupBy } from './group.ts';
import { packJson } from './page-codec.ts';

export const PAGE_SIZE = 1_000;

/** Records as pages of their kinds, in the order of their ids. */
export async function recordPages(records: readonly RecordOf[], level: number): Promise<PageRow[]> {
  const pages: PageRow[] = [];
  for (const [kind, some] of groupBy(records, (record) => record.kind)) {
    const ordered = some.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    pages.push(...(await cut(kind, ordered, (record) => record.id, level)));
  }
  return pages;
}

/** Events as pages of the family `<kind>/events`, a record's events together. */
export async function eventPages(events: readonly RecordEvent[], level: number): Promise<PageRow[]> {
  const pages: PageRow[] = [];
  for (const [kind, some] of groupBy(events, (event) => event.kind)) {
    const ordered = some.toSorted((a, b) => (a.recordId === b.recordId ? a.version - b.version : a.recordId < b.recordId ? -1 : 1));
    pages.push(...(await cut(`${kind}/events`, ordered, (event) => event.recordId, level)));
  }
  return pages;
}

async function cut<T>(kind: string, rows: readonly T[], idOf: (row: T) => string, level: number): Promise<PageRow[]> {
  const pages: PageRow[] = [];
  for (let start = 0; start < rows.length; start += PAGE_SIZE) {
    const some = rows.slice(start, start + PAGE_SIZE);
    const [first, last] = [some[0], some.at(-1)];
    if (first === undefined || last === undefined) continue;
    const [from, to] = [idOf(first), idOf(last)];
    pages.push({
      key: `${kind}:${level}:${start / PAGE_SIZE}`,
      kind,
      from,
      to,
      count: some.length,
      level,
      bytes: await packJson(some),
    });
  }
  return pages;
}

export const infoOf = ({ key, kind, from, to, count, level }: PageRow): PageInfo => ({ key, kind, from, to, count, level });
