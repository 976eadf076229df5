import { digestOf, digestOfText } from '#shared/kernel/digest.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import {
  type AccountRow,
  type AttentionRow,
  type Counters,
  EMPTY_COUNTERS,
  EMPTY_MANIFEST,
  type FreshRow,
  isHere,
  type LinkRow,
  type LogEntry,
  metaOf,
  NO_LINK,
  openDatabase,
  type OutboxRow,
  type PageRow,
  type WorkspaceDatabase,
} from '../database.ts';
import { entriesOf } from '../outbox-rows.ts';
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
  readonly attention: readonly AttentionRow[];
  readonly follows: LinkRow;
}

/** Reads it in one transaction, so that what other windows write meanwhile is in it whole or not at all. */
export async function readContents(database: WorkspaceDatabase): Promise<Contents> {
  const { pages, fresh, events, outbox, accounts, attention, meta } = database;
  const read = await database.transaction('r', [pages, fresh, events, outbox, accounts, attention, meta], async () => ({
    counters: await metaOf(database, EMPTY_COUNTERS),
    // Pages that are being fetched are in no manifest yet.
    pages: (await pages.bulkGet((await metaOf(database, EMPTY_MANIFEST)).pages.map(({ key }) => key))).filter((page) => page !== undefined),
    follows: await metaOf(database, NO_LINK),
    attention: await attention.toArray(),
    fresh: await fresh.toArray(),
    events: await events.toArray(),
    outbox: await outbox.toArray(),
    accounts: await accounts.toArray(),
  }));
  const records = await recordsIn(read.pages, read.fresh);
  return {
    counters: read.counters,
    accounts: read.accounts,
    attention: read.attention,
    follows: read.follows,
    records,
    events: await eventsIn(read.pages, read.events, records),
    log: await logIn(read.outbox),
  };
}

async function recordsIn(pages: readonly PageRow[], fresh: readonly FreshRow[]): Promise<Map<string, RecordOf[]>> {
  const newest = new Map<string, FreshRow>();
  const oldestFirst = pages.filter((page) => !page.kind.endsWith('/events')).toSorted((a, b) => a.level - b.level);
  for (const page of oldestFirst) for (const record of await unpackJson<RecordOf[]>(page.bytes)) newest.set(record.id, record);
  for (const row of fresh) newest.set(row.id, row);
  const ordered = [...newest.values()].filter(isHere).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return groupBy(ordered, (record) => record.kind);
}

/** Events above the version of their record are what a command would have done that was refused since. */
async function eventsIn(
  pages: readonly PageRow[],
  rows: readonly RecordEvent[],
  records: ReadonlyMap<string, readonly RecordOf[]>,
): Promise<Map<string, RecordEvent[]>> {
  const versions = new Map([...records.values()].flat().map((record) => [record.id, record.version]));
  const all = new Map<string, RecordEvent>();
  const take = (event: RecordEvent) => all.set(`${event.recordId} ${event.version}`, event);
  const oldestFirst = pages.filter((page) => page.kind.endsWith('/events')).toSorted((a, b) => a.level - b.level);
  for (const page of oldestFirst) for (const event of await unpackJson<RecordEvent[]>(page.bytes)) take(event);
  for (const event of rows) take(event);
  const ordered = [...all.values()]
    .filter((event) => event.version <= (versions.get(event.recordId) ?? 0))
    .toSorted((a, b) => (a.recordId === b.recordId ? a.version - b.version : a.recordId < b.recordId ? -1 : 1));
  return groupBy(ordered, (event) => event.kind);
}

async function logIn(rows: readonly OutboxRow[]): Promise<LogEntry[]> {
  const log: LogEntry[] = [];
  for (const row of rows) log.push(...(await entriesOf(row)));
  return log;
}

/** One digest over everything that a restore must give back. Equal workspaces have equal digests, whatever their pages. */
export async function digestOfDatabase(name: string): Promise<string> {
  const database = openDatabase(name);
  try {
    const { counters, records, events, log, accounts, attention } = await readContents(database);
    const rows: unknown[] = [counters.numbers, counters.seq, ...accounts.toSorted((a, b) => (a.personId < b.personId ? -1 : 1))];
    const kinds = [...new Set([...records.keys(), ...events.keys()])].toSorted();
    for (const kind of kinds) rows.push(...(records.get(kind) ?? []), ...(events.get(kind) ?? []));
    rows.push(...log, ...attention.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    return digestOfText(rows.map((row) => digestOf(row as Json)).join(''));
  } finally {
    database.close();
  }
}
