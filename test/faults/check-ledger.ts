import { digestOf } from '#shared/kernel/digest.ts';
import type { Json } from '#shared/kernel/json.ts';
import { evolve } from '#shared/model/evolve.ts';
import type { LogBody } from '#shared/model/log-line.ts';
import type { RecordOf } from '#shared/model/record.ts';
import type { Ledger } from './ledger.ts';
import type { ServerLog } from './server-log.ts';

/** What a device shows at the end. */
export interface Shown {
  readonly name: string;
  readonly count: number;
  readonly digest: string;
  /** Refused commands that wait for their author here. */
  readonly refused: ReadonlySet<string>;
}

export interface Findings {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly different: readonly string[];
  readonly outcomes: ReadonlyMap<string, number>;
}

/** Holds what was promised against what is there. */
export function checkLedger(ledger: Ledger, log: ServerLog, devices: readonly Shown[]): Findings {
  const placesOf = groupedByCommand(log.lines);
  const lost: string[] = [];
  const twice = [...ledger.broken, ...repeatedIn(log.lines)];
  const outcomes = new Map<string, number>();

  for (const [id, device] of ledger.saved) {
    const [verdict, ...more] = log.verdicts.get(id) ?? [];
    if (!verdict) {
      lost.push(`${id} was saved at ${device} and has no verdict`);
      continue;
    }
    if (more.length > 0) twice.push(`${id} has ${more.length + 1} verdicts`);
    outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
    const lines = placesOf.get(id) ?? [];
    const [first] = lines;
    if (verdict.outcome === 'unchanged') {
      if (first) twice.push(`${id} changed nothing and has lines`);
    } else if (!first) lost.push(`${id} is ${verdict.outcome} and has no line`);
    else if (verdict.outcome === 'refused') {
      if (first.body.type !== 'refused' || lines.length !== 1) twice.push(`${id} was refused and has ${lines.length} lines`);
      const isShown = devices.some(({ name, refused }) => name === device && refused.has(id));
      if (!isShown) lost.push(`${id} was refused, and ${device} does not show it`);
    } else if (lines.at(-1)?.seq !== first.seq + lines.length - 1) twice.push(`${id} has lines in several places`);
  }
  for (const { id, outcome, at } of ledger.acknowledged.values()) {
    const [verdict] = log.verdicts.get(id) ?? [];
    if (!verdict) lost.push(`${id} was acknowledged as ${outcome} and is not there`);
    else if (verdict.outcome !== outcome || verdict.at !== at) lost.push(`${id} was acknowledged as ${outcome} and is ${verdict.outcome}`);
  }
  const folded = foldOf(log.lines);
  const different = devices
    .filter(({ digest }) => digest !== folded.digest)
    .map(({ name, count }) => `${name} shows ${count} systems, the log says ${folded.count}, and they are not the same`);
  return { lost, twice, different, outcomes };
}

interface Place {
  readonly seq: number;
  readonly body: LogBody;
}

function groupedByCommand(lines: readonly LogBody[]): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const [seq, body] of lines.entries()) {
    const of = places.get(body.command);
    if (of) of.push({ seq, body });
    else places.set(body.command, [{ seq, body }]);
  }
  return places;
}

/** Events that are there twice, and versions that two events made. */
function repeatedIn(lines: readonly LogBody[]): string[] {
  const known = new Set<string>();
  const repeated: string[] = [];
  for (const line of lines) {
    const names =
      line.type === 'event'
        ? [line.event.id, `${line.event.recordId} in version ${line.event.version}`]
        : [`the refusal of ${line.wish.id}`];
    for (const name of names) {
      if (known.has(name)) repeated.push(`${name} is there twice`);
      known.add(name);
    }
  }
  return repeated;
}

/** The systems as the log alone makes them. */
function foldOf(lines: readonly LogBody[]): { readonly count: number; readonly digest: string } {
  const records = new Map<string, RecordOf>();
  for (const line of lines)
    if (line.type === 'event' && line.event.kind === 'system')
      records.set(line.event.recordId, evolve(records.get(line.event.recordId), line.event));
  const ordered = [...records.keys()].toSorted().map((id) => records.get(id));
  return { count: records.size, digest: digestOf(JSON.parse(JSON.stringify(ordered)) as Json) };
}
