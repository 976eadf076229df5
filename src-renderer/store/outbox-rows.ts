import { isBatch, isPulled, type LogEntry, type OutboxRow } from './database.ts';
import { unpackJson } from './pages/page-codec.ts';

/** The pages that a row of the outbox wrote. */
export const pagesOf = (row: OutboxRow): readonly string[] => ('pages' in row ? row.pages : []);

/** Ids of records that it changed as rows of their own. */
export function changedOneByOne(row: OutboxRow): readonly string[] {
  if (isBatch(row)) return [];
  if (isPulled(row)) return row.pages.length > 0 ? row.gone : row.pulled;
  return row.events.map((event) => event.recordId);
}

/** Ids that it is known to have changed: all of them, except after a bulk. */
export const changedBy = (row: OutboxRow): readonly string[] => (isPulled(row) ? row.pulled : changedOneByOne(row));

export const kindsOf = (row: OutboxRow): readonly string[] => ('kinds' in row ? row.kinds : row.events.map((event) => event.kind));

/** The commands in a row of the outbox. */
export async function entriesOf(row: OutboxRow): Promise<readonly LogEntry[]> {
  if (isBatch(row)) return unpackJson<LogEntry[]>(row.batch);
  return isPulled(row) ? [] : [row];
}
