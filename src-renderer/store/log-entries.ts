import type { LogEntry, WorkspaceDatabase } from './database.ts';
import { entriesOf } from './outbox-rows.ts';

/** A stretch of the log, ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The entries of a stretch, in order, some hundreds at a time. */
export async function* logEntries(database: WorkspaceDatabase, { from, to }: Stretch): AsyncGenerator<readonly LogEntry[]> {
  let next = from;
  while (next <= to) {
    // A batch stands under the number of its last entry, which may lie behind the stretch.
    const rows = await database.outbox.where('seq').aboveOrEqual(next).limit(200).toArray();
    if (rows.length === 0) return;
    const entries: LogEntry[] = [];
    for (const row of rows) entries.push(...(await entriesOf(row)));
    yield entries.filter((entry) => entry.seq >= next && entry.seq <= to);
    next = (rows.at(-1)?.seq ?? to) + 1;
  }
}
