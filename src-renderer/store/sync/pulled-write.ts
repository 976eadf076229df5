import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { Pending, ReplicaChange } from '#shared/sync/replica.ts';
import type { ConfirmedRow, FreshRow } from '../database.ts';
import { groupBy } from '../pages/group.ts';

/** What is on the disk before a step. */
export interface Ground {
  /** Commands on their way, as they were predicted. */
  readonly pending: readonly Pending[];
  /** Records whose confirmed state is kept apart from what is seen. */
  readonly shadows: { has(id: string): boolean };
  /** Those of them that the step names, as they are seen. */
  readonly seen: ReadonlyMap<string, RecordOf>;
}

export interface Rewritten {
  readonly rows: readonly FreshRow[];
  readonly events: readonly RecordEvent[];
  readonly unhappened: readonly (readonly [id: string, version: number])[];
  readonly confirmed: { readonly put: readonly ConfirmedRow[]; readonly drop: readonly string[] };
  readonly clock: HybridTime | undefined;
}

/**
 * What a step has to write. Where the server did what was predicted, the record and its history are on the disk as they
 * should be: then only the confirmed state that was kept apart goes.
 */
export function rewritten({ link, view, confirmed, events, predicted }: ReplicaChange, { pending, shadows, seen }: Ground): Rewritten {
  const again = new Map(predicted.map((one) => [one.seq, one.events]));
  const before = byRecord(pending.flatMap((one) => one.events));
  const after = byRecord([...events, ...pending.flatMap((one) => (one.seq > link.done ? (again.get(one.seq) ?? one.events) : []))]);
  const happened = byRecord(events);
  const rows: FreshRow[] = [];
  const written: RecordEvent[] = [];
  const unhappened: [string, number][] = [];
  const put: ConfirmedRow[] = [];
  const drop: string[] = [];
  for (const [id, record] of view) {
    const truth = confirmed.get(id) ?? null;
    const isShadowed = shadows.has(id);
    if (truth !== record) put.push({ id, record: truth });
    else if (isShadowed) drop.push(id);
    const now = after.get(id) ?? [];
    if (isShadowed && record && isSame(seen.get(id), record) && isSame(before.get(id) ?? [], now)) continue;
    rows.push(record ?? { id, gone: true });
    written.push(...now);
    if (isShadowed) unhappened.push([id, Math.min((truth?.version ?? 0) + 1, ...(happened.get(id) ?? []).map(({ version }) => version))]);
  }
  const clock = events.reduce<HybridTime | undefined>(
    (latest, { time }) => (latest === undefined || time > latest ? time : latest),
    undefined,
  );
  return { rows, events: written, unhappened, confirmed: { put, drop }, clock };
}

const byRecord = (events: readonly RecordEvent[]): Map<string, RecordEvent[]> => groupBy(events, (event) => event.recordId);

/** Whether two values are the same JSON, in whatever order their fields stand; an absent field is an undefined one. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  return Object.keys({ ...a, ...b }).every((name) => isSame(a[name], b[name]));
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null;
