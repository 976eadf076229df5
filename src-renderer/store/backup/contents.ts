import { digestOf, digestOfText } from '#shared/kernel/digest.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import {
  type AccountRow,
  type Counters,
  EMPTY_COUNTERS,
  isBatch,
  type LogEntry,
  metaOf,
  openDatabase,
  type OutboxRow,
  type PageRow,
  type WorkspaceDatabase,
} from '../database.ts';
import { groupBy } from '../pages/group.ts';
import { unpackJson } from '../pages/page-codec.ts';

/** Everything in a workspace at one moment, however it lies on the disk. */
export interface Contents {
  readonly counters: Counters;
  /** By kind, in the order of their ids. */
  readonly records: ReadonlyMap<string, readonly RecordOf[]>;
  /** By kind, in the order of record and version. */
  readonly events: ReadonlyMap<string, readonly RecordEvent[]>;
  readonly log: readonly LogEntry[];
  readonly accounts: readonly AccountRow[];
}

/** Reads it in one transaction, so that what other windows write meanwhile is in it whole or not at all. */
export async function readContents(database: WorkspaceDatabase): Promise<Contents> {
  const { pages, fresh, events, outbox, accounts, meta } = database;
  const read = await database.transaction('r', [pages, fresh, events, outbox, accounts, meta], async () => ({
    counters: await metaOf(database, EMPTY_COUNTERS),
    pages: await pages.toArray(),
    fresh: await fresh.toArray(),
    events: await events.toArray(),
    outbox: await outbox.toArray(),
    accounts: await accounts.toArray(),
  }));
  return {
    counters: read.counters,
    accounts: read.accounts,
    records: await recordsIn(read.pages, read.fresh),
    events: await eventsIn(read.pages, read.events),
    log: await logIn(read.outbox),
  };
}

async function recordsIn(pages: readonly PageRow[], fresh: readonly RecordOf[]): Promise<Map<string, RecordOf[]>> {
  const newest = new Map<string, RecordOf>();
  const take = (record: RecordOf) => {
    if ((newest.get(record.id)?.version ?? 0) < record.version) newest.set(record.id, record);
  };
  for (const page of pages) if (!page.kind.endsWith('/events')) for (const record of await unpackJson<RecordOf[]>(page.bytes)) take(record);
  for (const record of fresh) take(record);
  const ordered = [...newest.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return groupBy(ordered, (record) => record.kind);
}

async function eventsIn(pages: readonly PageRow[], rows: readonly RecordEvent[]): Promise<Map<string, RecordEvent[]>> {
  const all = new Map<string, RecordEvent>();
  for (const page of pages)
    if (page.kind.endsWith('/events')) for (const event of await unpackJson<RecordEvent[]>(page.bytes)) all.set(event.id, event);
  for (const event of rows) all.set(event.id, event);
  const ordered = [...all.values()].toSorted((a, b) =>
    a.recordId === b.recordId ? a.version - b.version : a.recordId < b.recordId ? -1 : 1,
  );
  return groupBy(ordered, (event) => event.kind);
}

async function logIn(rows: readonly OutboxRow[]): Promise<LogEntry[]> {
  const log: LogEntry[] = [];
  for (const row of rows) log.push(...(isBatch(row) ? await unpackJson<LogEntry[]>(row.batch) : [row]));
  return log;
}

/** One digest over everything that a restore must give back. Equal workspaces have equal digests, whatever their pages. */
export async function digestOfDatabase(name: string): Promise<string> {
  const database = openDatabase(name);
  try {
    const { counters, records, events, log, accounts } = await readContents(database);
    const rows: unknown[] = [counters.numbers, counters.seq, ...accounts.toSorted((a, b) => (a.personId < b.personId ? -1 : 1))];
    const kinds = [...new Set([...records.keys(), ...events.keys()])].toSorted();
    for (const kind of kinds) rows.push(...(records.get(kind) ?? []), ...(events.get(kind) ?? []));
    rows.push(...log);
    return digestOfText(rows.map((row) => digestOf(row as Json)).join(''));
  } finally {
    database.close();
  }
}
