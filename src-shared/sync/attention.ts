import { type HybridTime, readHybridTime } from '../kernel/hybrid-clock.ts';
import type { Json } from '../kernel/json.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { RecordEvent, RecordOf } from '../model/record.ts';
import type { ConflictItem, Pending, RefusedItem } from './replica.ts';

/** A refused command as an item: what its author had in view, as far as it can be told from what the command was to change. */
export function refusedItem(
  pending: Pending,
  refusal: Refusal,
  at: string,
  sides: { readonly view: RecordOf | null; readonly now: RecordOf | null },
): RefusedItem {
  const { id, recordId } = pending.command;
  return { type: 'refused', id, recordId, at, pending, refusal, then: before(sides.view, pending), now: sides.now };
}

/** A record without what a pending command is shown to do to it. */
function before(view: RecordOf | null, { events }: Pending): RecordOf | null {
  const done = events.filter((event) => event.recordId === view?.id).toReversed();
  const first = done.at(-1);
  if (!view || !first) return view;
  if (first.version === 1) return null;
  const fields: Record<string, Json> = { ...view.fields };
  for (const event of done) for (const name of Object.keys(event.patch)) fields[name] = event.was?.[name] ?? null;
  const had = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return { ...view, fields: had, version: first.version - 1, state: done.findLast(({ from }) => from !== undefined)?.from ?? view.state };
}

/** Who somebody is, and what they may have done before that this device knows of. */
export interface Concerned {
  readonly personId: string;
  /** The node of this device in hybrid times. */
  readonly device: string;
  readonly history: readonly RecordEvent[];
}

/** An item for an edit that met another one, if either value is this person's; otherwise nothing. */
export function conflictItem(event: RecordEvent, at: string, { personId, device, history }: Concerned): ConflictItem | undefined {
  const { conflicts = [] } = event;
  if (conflicts.length === 0) return undefined;
  const giver = (time: HybridTime): string | null =>
    history.find((one) => one.time === time)?.by ?? (readHybridTime(time)?.node === device ? personId : null);
  const others = conflicts.map(({ otherTime }) => giver(otherTime));
  const mine = event.by === personId ? conflicts : conflicts.filter((_, i) => others[i] === personId);
  if (mine.length === 0) return undefined;
  const otherBy = event.by === personId ? (others.find((one) => one !== null) ?? null) : personId;
  return { type: 'conflict', id: event.id, recordId: event.recordId, at, conflicts: mine, by: event.by, otherBy };
}
