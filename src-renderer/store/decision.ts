import { type HybridClock, timesAfter } from '#shared/kernel/hybrid-clock.ts';
import type { NewId } from '#shared/kernel/id.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import { execute } from '#shared/model/execute.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor, Command, Draft, RecordOf } from '#shared/model/record.ts';
import { type StagedReader, stagedReader } from '#shared/model/staged-reader.ts';
import { sightingsFor } from '#shared/sync/sightings.ts';
import type { LogEntry } from './database.ts';
import { recordInView } from './sync/record-in-view.ts';

/** A draft with who gives it and when; the rest of a command is made here. */
export interface Wish {
  readonly draft: Draft;
  readonly actor: Actor;
  /** ISO instant; now unless something from the past is being recorded. */
  readonly at: string;
}

/** What some commands will have done once it is written: whole or not at all. */
export interface Decision {
  /** All commands, also those that led to no event, because it was so already. */
  readonly commands: readonly Command[];
  readonly entries: readonly Omit<LogEntry, 'seq'>[];
  readonly records: readonly RecordOf[];
  readonly numbers: ReadonlyMap<string, number>;
}

export interface DecisionTools {
  readonly registry: Registry;
  readonly newId: NewId;
  readonly clock: HybridClock;
  /** A server is followed: a command says what its author had in view, and its times are those that the server will give. */
  readonly isFollowing: boolean;
}

/** Decides commands one after the other, each seeing what came before; the first refusal refuses them all. */
export async function decideAll(wishes: readonly Wish[], reader: Reader, tools: DecisionTools): Promise<Result<Decision, Refusal>> {
  const staged = stagedReader(reader, tools.registry);
  const entries: Omit<LogEntry, 'seq'>[] = [];
  const commands: Command[] = [];
  for (const wish of wishes) {
    const decided = await decideOne(wish, staged, tools);
    if (!decided.ok) return decided;
    commands.push(decided.value.command);
    if (decided.value.events.length > 0) entries.push(decided.value);
  }
  return ok({ commands, entries, records: [...staged.records.values()], numbers: numbersOf(staged, tools.registry) });
}

/** Decides one command onto what is staged already. A refused one leaves it as it was. */
export async function decideOne(
  { draft, actor, at }: Wish,
  staged: StagedReader,
  { registry, newId, clock, isFollowing }: DecisionTools,
): Promise<Result<Omit<LogEntry, 'seq'>, Refusal>> {
  const saw = isFollowing ? sightingsFor(draft, await recordInView(draft, staged)) : {};
  const command: Command = { ...draft, ...saw, id: newId('cmd'), at, time: clock.tick() };
  const tick = isFollowing ? timesAfter(command.time) : () => clock.tick();
  const executed = await execute(command, actor, { registry, reader: staged, tick });
  if (!executed.ok) return err(executed.error);
  const { events, records, numbers } = executed.value;
  for (const event of events) clock.observe(event.time);
  const after = new Map(records.map((record) => [record.id as string, record]));
  for (const event of events) {
    const record = after.get(event.recordId);
    if (record) staged.put(record, event);
  }
  for (const [kind, last] of numbers) while ((await staged.lastNumber(kind)) < last) await staged.takeNumber(kind);
  return ok({ command, by: actor.personId, events });
}

/** The highest number per kind: those that were given, and those that came in with imported records. */
export function numbersOf(staged: StagedReader, registry: Registry): Map<string, number> {
  const numbers = new Map(staged.numbers);
  for (const record of staged.records.values()) raiseNumber(numbers, record, registry);
  return numbers;
}

export function raiseNumber(numbers: Map<string, number>, record: RecordOf, registry: Registry): void {
  const { numbering } = registry.of(record.kind);
  if (numbering === undefined || !record.number?.startsWith(`${numbering}-`)) return;
  const number = Number(record.number.slice(numbering.length + 1));
  if (Number.isSafeInteger(number) && number > (numbers.get(record.kind) ?? 0)) numbers.set(record.kind, number);
}
