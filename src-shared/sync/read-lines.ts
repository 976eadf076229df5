import type { HybridTime } from '../kernel/hybrid-clock.ts';
import type { Registry } from '../model/capability.ts';
import { evolve } from '../model/evolve.ts';
import type { RefusedLine } from '../model/log-line.ts';
import type { RecordEvent, RecordOf } from '../model/record.ts';
import { unsealBody } from '../model/seal.ts';
import { upcastEvent } from '../model/upcast.ts';
import type { BodyLine, HiddenLine } from './follow-chain.ts';

/** What lines say, applied to what was confirmed before. */
export interface Read {
  /** Records as they are after the lines; `null` for what went out of sight. */
  readonly confirmed: ReadonlyMap<string, RecordOf | null>;
  readonly happened: readonly { readonly event: RecordEvent; readonly arrivedAt: string }[];
  readonly refused: readonly RefusedLine[];
  /** The last line of each command that is named in them. */
  readonly places: ReadonlyMap<string, number>;
  readonly numbers: ReadonlyMap<string, number>;
  /** The latest time of any event, for this device's clock to go on from. */
  readonly latest: HybridTime | undefined;
}

export type Confirmed = (ids: readonly string[]) => Promise<ReadonlyMap<string, RecordOf | null>>;

/**
 * Applies lines in order. Clients apply effects and decide nothing, so also events of kinds that they do not know.
 * `undefined` when an event does not fit what is here: then the copies are not what they should be, and are loaded anew.
 */
export async function readLines(
  lines: readonly (BodyLine | HiddenLine)[],
  registry: Registry,
  confirmed: Confirmed,
): Promise<Read | undefined> {
  const opened = lines.map((line) => ('leaf' in line ? line : { ...line, body: openedBody(line, registry) }));
  const ids = new Set(
    opened.flatMap((line) => ('leaf' in line ? (line.gone ?? []) : line.body.type === 'event' ? line.body.event.recordId : [])),
  );
  const records = new Map(ids.size > 0 ? await confirmed([...ids]) : []);
  const happened: { event: RecordEvent; arrivedAt: string }[] = [];
  const refused: RefusedLine[] = [];
  const places = new Map<string, number>();
  const numbers = new Map<string, number>();
  let latest: HybridTime | undefined;
  for (const line of opened) {
    if ('leaf' in line) {
      if (line.gone !== undefined) records.set(line.gone, null);
      continue;
    }
    const { body, seq } = line;
    places.set(body.command, seq);
    if (body.type === 'refused') {
      refused.push(body);
      continue;
    }
    const { event, arrivedAt } = body;
    const before = records.get(event.recordId) ?? null;
    const after = line.record ?? applied(before, event);
    if (!after) return undefined;
    records.set(event.recordId, after);
    happened.push({ event, arrivedAt });
    raise(numbers, after, registry);
    if (latest === undefined || event.time > latest) latest = event.time;
  }
  return { confirmed: records, happened, refused, places, numbers, latest };
}

function openedBody({ body, values }: BodyLine, registry: Registry): BodyLine['body'] {
  const whole = unsealBody(body, values ?? {});
  if (whole.type !== 'event' || !registry.has(whole.event.kind)) return whole;
  return { ...whole, event: upcastEvent(registry.of(whole.event.kind), whole.event) };
}

/** The record after an event; as it is when it has it already; nothing when something is missing between them. */
function applied(before: RecordOf | null, event: RecordEvent): RecordOf | undefined {
  const version = before?.version ?? 0;
  if (before && event.version <= version) return before;
  return event.version === version + 1 ? evolve(before ?? undefined, event) : undefined;
}

function raise(numbers: Map<string, number>, { kind, number }: RecordOf, registry: Registry): void {
  const numbering = registry.has(kind) ? registry.of(kind).numbering : undefined;
  if (numbering === undefined || !number?.startsWith(`${numbering}-`)) return;
  const digits = Number(number.slice(numbering.length + 1));
  if (Number.isSafeInteger(digits) && digits > (numbers.get(kind) ?? 0)) numbers.set(kind, digits);
}
