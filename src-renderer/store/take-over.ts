import type { Registry } from '#shared/model/capability.ts';
import { evolve } from '#shared/model/evolve.ts';
import type { RecordOf } from '#shared/model/record.ts';
import type { Bulk } from './bulk.ts';
import type { LogEntry } from './database.ts';
import { type Decision, raiseNumber } from './decision.ts';
import type { RecordSource } from './record-source.ts';
import { StoreTrouble } from './trouble.ts';

export interface TakeOverTools {
  readonly registry: Registry;
  readonly source: RecordSource;
  readonly bulk: Bulk;
}

const CHUNK = 1_000;

/**
 * Applies what was decided before, from the journal or from a script, without deciding it again: events are effects.
 * Written in chunks; each one is on the disk before the next.
 */
export async function takeOver(
  entries: readonly Omit<LogEntry, 'seq'>[],
  { registry, source, bulk }: TakeOverTools,
  onProgress?: (done: number) => void,
): Promise<void> {
  for (let start = 0; start < entries.length; start += CHUNK) {
    const some = entries.slice(start, start + CHUNK);
    const records = await recordsAfter(some, source);
    const numbers = new Map<string, number>();
    for (const record of records.values()) if (registry.has(record.kind)) raiseNumber(numbers, record, registry);
    const decision: Decision = { commands: some.map((entry) => entry.command), entries: some, records: [...records.values()], numbers };
    const taken = await bulk.take(decision);
    if (taken.outcome === 'failed') throw new StoreTrouble(taken.refusal);
    if (taken.outcome === 'behind') throw new Error('Another window writes to a workspace that is being taken over');
    onProgress?.(Math.min(start + CHUNK, entries.length));
  }
}

async function recordsAfter(entries: readonly Omit<LogEntry, 'seq'>[], source: RecordSource): Promise<Map<string, RecordOf>> {
  const events = entries.flatMap((entry) => entry.events);
  const ids = [...new Set(events.map((event) => event.recordId as string))];
  const before = new Map((await source.many(ids)).map((record) => [record.id as string, record]));
  const after = new Map<string, RecordOf>();
  for (const event of events) after.set(event.recordId, evolve(after.get(event.recordId) ?? before.get(event.recordId), event));
  return after;
}
