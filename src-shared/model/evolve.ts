import type { HybridTime } from '../kernel/hybrid-clock.ts';
import type { Json } from '../kernel/json.ts';
import type { RecordEvent, RecordOf } from './record.ts';

/**
 * Applies an event to a record. It decides nothing and knows no kind, so clients of different versions cannot
 * disagree about it. The first event of a record makes it.
 */
export function evolve(record: RecordOf | undefined, event: RecordEvent): RecordOf {
  const base: RecordOf = record ?? {
    id: event.recordId,
    kind: event.kind,
    number: null,
    state: null,
    lifecycleVersion: null,
    version: 0,
    archivedAt: null,
    createdAt: event.at,
    createdBy: event.by,
    updatedAt: event.at,
    updatedBy: event.by,
    externalId: null,
    stamp: event.time,
    stamps: {},
    fields: {},
  };
  const changed = Object.keys(event.patch);
  const stamps: Record<string, HybridTime> = { ...base.stamps };
  if (record) for (const name of changed) stamps[name] = event.time;
  return {
    ...base,
    ...event.set,
    state: event.state ?? base.state,
    version: event.version,
    updatedAt: event.at > base.updatedAt ? event.at : base.updatedAt,
    updatedBy: event.by,
    stamps,
    fields: withoutNulls({ ...base.fields, ...event.patch }),
  };
}

/** An empty field takes no space: `null` and absent mean the same. */
function withoutNulls(fields: { readonly [name: string]: Json }): {
  readonly [name: string]: Json;
} {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

export const fold = (events: readonly RecordEvent[], start?: RecordOf): RecordOf | undefined =>
  events.reduce<RecordOf | undefined>((record, event) => evolve(record, event), start);
