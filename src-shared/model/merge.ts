import { sameJson } from '../kernel/difference.ts';
import { type HybridTime, readHybridTime } from '../kernel/hybrid-clock.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { Command, FieldConflict, RecordOf } from './record.ts';

/** When a field's value was set. */
export const stampOf = (record: Pick<RecordOf, 'stamp' | 'stamps'>, field: string): HybridTime => record.stamps[field] ?? record.stamp;

export interface Merged {
  /** What the edit sets. */
  readonly values: JsonObject;
  /** Fields among them that hold that value already, given by somebody else earlier: they are set again, for the later time. */
  readonly agreed: readonly string[];
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Edits by field: the later hybrid time wins, field by field, in whatever order edits arrive. Where the author had not
 * seen what stands there, both values are kept as a conflict, so that either can be restored. A value that the author had in
 * view and left is no edit. An edit that says nothing of what it saw is taken as having seen everything.
 */
export function mergeEdit(record: RecordOf, { saw = {}, time }: Pick<Command, 'saw' | 'time'>, wanted: JsonObject): Merged {
  const values: Record<string, Json> = {};
  const agreed: string[] = [];
  const conflicts: FieldConflict[] = [];
  for (const [field, given] of Object.entries(wanted)) {
    const other = record.fields[field] ?? null;
    const otherTime = stampOf(record, field);
    const sighting = saw[field];
    if (sighting && sameJson(given, sighting.value)) continue;
    const isUnseen = sighting !== undefined && isElsewhere(sighting.time, otherTime, time);
    const isLater = !isUnseen || time > otherTime;
    if (isLater) values[field] = given;
    if (!isUnseen) continue;
    if (!sameJson(given, other))
      conflicts.push({ field, base: sighting.value, given, other, otherTime, kept: isLater ? 'given' : 'other' });
    else if (isLater) agreed.push(field);
  }
  return { values, agreed, conflicts };
}

/** Whether what stands there was set by another device since it was looked at. One device always sees its own edits. */
function isElsewhere(seen: HybridTime, now: HybridTime, mine: HybridTime): boolean {
  return seen !== now && readHybridTime(now)?.node !== readHybridTime(mine)?.node;
}
