import { isDeepStrictEqual } from 'node:util';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { unsealBody } from '#shared/model/seal.ts';
import { naiveModel } from './naive-model.ts';
import type { Told } from './play.ts';
import { TENANT } from './world.ts';

export interface Disagreement {
  /** Done by somebody who may not. */
  readonly rights: readonly string[];
  /** Come to something else than plain rules say, or left something else behind. */
  readonly outcomes: readonly string[];
}

const found = new WeakMap<Told, Disagreement>();

/** Tells the naive model what came in which order, and compares. Done once per world. */
export function againstModel(told: Told): Disagreement {
  const before = found.get(told);
  if (before) return before;
  const result = compare(told);
  found.set(told, result);
  return result;
}

function compare({ hub, devices, wire }: Told): Disagreement {
  const model = naiveModel();
  const memory = hub.store.memory(TENANT);
  const given = new Map(
    devices.flatMap(({ disk, personId }) =>
      [...disk.outbox.values()].map(({ command }) => [command.id as string, { command, by: personId }] as const),
    ),
  );
  const happened = new Map<string, RecordEvent[]>();
  for (const { body, values } of memory.lines) {
    const whole = unsealBody(body, values);
    if (whole.type === 'event') happened.set(whole.command, [...(happened.get(whole.command) ?? []), whole.event]);
  }
  const rights: string[] = [];
  const outcomes: string[] = [];
  const first = hub.decided[0]?.lines[0]?.seq ?? memory.lines.length + 1;
  for (const { body, values } of memory.lines.slice(0, first - 1)) {
    const whole = unsealBody(body, values);
    if (whole.type === 'event') model.happen(whole.event);
  }
  for (const { verdicts, now } of hub.decided)
    for (const verdict of verdicts) {
      const events = happened.get(verdict.id) ?? [];
      const known = given.get(verdict.id);
      if (!known) {
        for (const event of events) model.happen(event);
        continue;
      }
      const { command, by } = known;
      const needs = wire.needs.get(command.id) ?? [];
      const answer = model.arrive({ command, by, needs, now, believed: events.find(({ commandId }) => commandId === command.id)?.time });
      if (answer.outcome === verdict.outcome) continue;
      const said = `${command.name} ${command.id} by ${by}: ${verdict.outcome}, not ${answer.outcome} (${answer.because ?? ''}) ${verdict.refusal?.unmet.map(({ code }) => code).join() ?? ''}`;
      if (answer.because === 'right' && verdict.outcome !== 'refused') rights.push(said);
      else outcomes.push(said);
    }
  if (rights.length + outcomes.length > 0) return { rights, outcomes };
  for (const { record } of memory.rows.values()) {
    const wanted = model.thing(record.id);
    if (wanted && !isDeepStrictEqual(shownBy(record), wanted))
      outcomes.push(`${record.id} is ${JSON.stringify(shownBy(record))}, not ${JSON.stringify(wanted)}`);
  }
  const extra = [...model.things.keys()].filter((id) => !memory.rows.has(id));
  return { rights, outcomes: [...outcomes, ...extra.map((id) => `${id} should be there`)] };
}

/** What the model knows of a record. */
function shownBy({ kind, state, archivedAt, fields }: RecordOf) {
  const { subject, digest, steps: _steps, ...rest } = fields;
  const known = kind === 'approval' ? { subject, digest } : rest;
  const lives = kind === 'delegation' ? (state === 'planned' || state === 'active' ? 'live' : 'over') : (state ?? '');
  return { state: lives, archived: archivedAt !== null, fields: known };
}
