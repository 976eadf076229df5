import { timesAfter } from '../kernel/hybrid-clock.ts';
import type { Id } from '../kernel/id.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { err, type Result } from '../kernel/result.ts';
import { execute, type Execution } from '../model/execute.ts';
import { type Actor, type RecordOf, SYSTEM } from '../model/record.ts';
import { type StagedReader, stagedReader } from '../model/staged-reader.ts';
import { dependencies, idsIn } from './dependencies.ts';
import { overlayReader } from './overlay-reader.ts';
import type { Pending, Prediction, Replica, ReplicaChange } from './replica.ts';

/** What moved under the pending commands. */
export interface Moved {
  /** Records as the server has them now, where that changed. */
  readonly confirmed: ReadonlyMap<string, RecordOf | null>;
  /** The highest numbers that the server gave meanwhile. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Commands that have ended: their predictions are taken back. Those that are still pending get none. */
  readonly ended: (pending: Pending) => boolean;
  /** Commands that the server refused meanwhile: what depends on them is refused too. */
  readonly refused: ReadonlySet<Id>;
  /** Predict everything again, e.g. over a snapshot. */
  readonly all?: boolean;
}

type Refolded = Pick<ReplicaChange, 'confirmed' | 'view' | 'predicted' | 'numbers'>;

/**
 * Predicts pending commands again where the ground under them moved: those that touch a record that changed, that an
 * ended command touched, or, step by step, that another such command touches; and those of a person who changed. They are executed in order on what the server
 * has said. What is refused now stays pending with the reason and has no effect.
 */
export async function refold(replica: Replica, pending: readonly Pending[], moved: Moved): Promise<Refolded> {
  const live = pending.filter((one) => !moved.ended(one));
  const touched = new Set<string>(moved.confirmed.keys());
  for (const one of moved.all ? pending : pending.filter(moved.ended)) for (const id of touchedBy(one)) touched.add(id);
  const doomed = needingRefused(pending, moved.refused);
  const whose = await concerned(replica, live, moved.confirmed);
  for (const one of live) if (doomed.has(one.seq) || whose.has(one.by)) for (const id of touchedBy(one)) touched.add(id);
  for (;;) {
    const again = spread(live, touched, moved.numbers);
    const ground = await groundUnder(replica, touched, pending, again, moved);
    const predicted = await predict(replica, again, ground.staged, doomed, live);
    const more = [...ground.staged.records.keys()].filter((id) => !touched.has(id));
    const isAgain = new Set(again);
    const others = live.filter((one) => !isAgain.has(one));
    if (!others.some((one) => touchedBy(one).some((id) => more.includes(id)))) {
      const base = more.length > 0 ? await replica.confirmed(more) : [];
      const confirmed = new Map([...ground.confirmed, ...base]);
      return { ...outcome({ ...ground, confirmed }, others), predicted: [...predicted, ...takenBack(pending, moved.ended)] };
    }
    for (const id of more) touched.add(id);
  }
}

/** People who may be able to do something else now: they changed themselves, or something that they name, such as a role. */
async function concerned(replica: Replica, live: readonly Pending[], changed: Moved['confirmed']): Promise<ReadonlySet<string>> {
  if (changed.size === 0) return new Set();
  const people = [...new Set(live.map(({ by }) => by))];
  const found = await replica.reader.many(people);
  return new Set(found.filter(({ id, fields }) => changed.has(id) || idsIn(fields).some((one) => changed.has(one))).map(({ id }) => id));
}

const touchedBy = ({ command, events }: Pending): string[] => [command.recordId, ...events.map((event) => event.recordId)];

/** The commands over touched ground; `touched` grows by what they touch. A command that gives numbers moves those after it. */
function spread(live: readonly Pending[], touched: Set<string>, given: ReadonlyMap<string, number>): Pending[] {
  const again = new Set<Pending>();
  for (let size = -1; size !== again.size;) {
    size = again.size;
    const counted = new Set<string>();
    for (const one of live) {
      const kinds = numberedBy(one);
      const isTaken = kinds.some(([kind, number]) => counted.has(kind) || number <= (given.get(kind) ?? 0));
      if (again.has(one) || isTaken || touchedBy(one).some((id) => touched.has(id))) {
        again.add(one);
        for (const id of touchedBy(one)) touched.add(id);
        for (const [kind] of kinds) counted.add(kind);
      }
    }
  }
  return live.filter((one) => again.has(one));
}

/** Kinds and numbers of what a command is shown to make. */
function numberedBy({ events }: Pending): [string, number][] {
  return events.flatMap(({ version, kind, set }): [string, number][] => {
    const number = version === 1 ? Number(/-(\d{1,15})$/.exec(set?.number ?? '')?.[1]) : Number.NaN;
    return Number.isSafeInteger(number) ? [[kind, number]] : [];
  });
}

async function groundUnder(
  replica: Replica,
  touched: ReadonlySet<string>,
  pending: readonly Pending[],
  again: readonly Pending[],
  moved: Moved,
) {
  const missing = [...touched].filter((id) => !moved.confirmed.has(id));
  const confirmed = new Map([...(missing.length > 0 ? await replica.confirmed(missing) : []), ...moved.confirmed]);
  const takenBack = [...again, ...pending.filter(moved.ended)];
  const numbers = new Map<string, number>();
  // Predicted numbers are given again from the first of them on, unless the server has given them meanwhile.
  for (const [kind, number] of takenBack.flatMap(numberedBy)) numbers.set(kind, Math.min(numbers.get(kind) ?? Infinity, number - 1));
  for (const [kind, given] of moved.numbers)
    numbers.set(kind, Math.max(given, numbers.get(kind) ?? (await replica.reader.lastNumber(kind))));
  const unhappened = new Set(takenBack.flatMap(({ events }) => events.map((event) => event.id as string)));
  const staged = stagedReader(
    overlayReader(replica.reader, replica.registry, { records: confirmed, unhappened, numbers }),
    replica.registry,
  );
  return { confirmed, numbers, staged };
}

/** Executes commands in order, each seeing what those before it are predicted to do. */
async function predict(
  replica: Replica,
  again: readonly Pending[],
  staged: StagedReader,
  doomed: Doomed,
  live: readonly Pending[],
): Promise<Prediction[]> {
  const needs = dependencies(live);
  const expected = new Map(live.map(({ command, expected: before }) => [command.id, before]));
  const actors = new Map<string, Actor | undefined>([[SYSTEM.personId, SYSTEM]]);
  const predicted: Prediction[] = [];
  for (const one of again) {
    const { seq, command, by, dependsOn } = one;
    // A deadline's command that was taken back once does not come again by itself.
    if (by === SYSTEM.personId && one.events.length === 0) continue;
    if (!actors.has(by)) actors.set(by, await replica.actor(by, staged));
    const isDoomed = doomed.has(seq) || dependsOn !== undefined || (needs.get(seq) ?? []).some((id) => expected.get(id));
    const decided = isDoomed ? err(NEEDS_REFUSED) : await decideAgain(one, actors.get(by), replica, staged);
    if (decided.ok) await stage(decided.value, staged);
    expected.set(command.id, decided.ok ? null : decided.error);
    const keeps = doomed.get(seq) ?? dependsOn;
    predicted.push({
      seq,
      events: decided.ok ? decided.value.events : [],
      expected: decided.ok ? null : decided.error,
      ...(keeps === undefined ? {} : { dependsOn: keeps }),
    });
  }
  return predicted;
}

const NEEDS_REFUSED: Refusal = refusal('sync.dependency', 'It needs an earlier command, which was refused.', [
  { code: 'sync.dependency', message: 'What it builds on was refused.' },
]);
const NOBODY: Refusal = refusal('sync.nobody', 'Whoever gave it may do nothing here any more.', [
  { code: 'sync.nobody', message: 'The person has left, or their access has gone.' },
]);

const decideAgain = async (
  { command }: Pending,
  actor: Actor | undefined,
  { registry }: Replica,
  reader: StagedReader,
): Promise<Result<Execution, Refusal>> =>
  actor ? execute(command, actor, { registry, reader, tick: timesAfter(command.time) }) : err(NOBODY);

/** Puts what a command did onto what is staged. */
async function stage({ events, records, numbers }: Pick<Execution, 'events' | 'records' | 'numbers'>, staged: StagedReader): Promise<void> {
  const after = new Map(records.map((record) => [record.id as string, record]));
  for (const event of events) {
    const record = after.get(event.recordId);
    if (record) staged.put(record, event);
  }
  for (const [kind, last] of numbers) await staged.keepNumber(kind, last);
}

/** What commands need that needs, directly or through others, one that was refused. By their sequence numbers. */
type Doomed = ReadonlyMap<number, readonly Id[]>;

function needingRefused(pending: readonly Pending[], refused: ReadonlySet<Id>): Doomed {
  const doomed = new Map<number, readonly Id[]>();
  if (refused.size === 0) return doomed;
  const out = new Set<string>(refused);
  const needs = dependencies(pending);
  for (const { seq, command } of pending) {
    const needed = (needs.get(seq) ?? []).filter((id) => out.has(id));
    if (out.has(command.id) || needed.length === 0) continue;
    doomed.set(seq, needed);
    out.add(command.id);
  }
  return doomed;
}

/** Those that have ended while an earlier one is still pending: they are shown by what the server says. */
const takenBack = (pending: readonly Pending[], ended: Moved['ended']): Prediction[] =>
  pending.filter((one) => ended(one) && (one.events.length > 0 || one.expected)).map(({ seq }) => ({ seq, events: [], expected: null }));

function outcome(
  { confirmed, staged, numbers }: Awaited<ReturnType<typeof groundUnder>>,
  untouched: readonly Pending[],
): Omit<Refolded, 'predicted'> {
  const view = new Map(confirmed);
  for (const [id, record] of staged.records) view.set(id, record);
  const highest = new Map([...numbers, ...staged.numbers]);
  for (const [kind, number] of untouched.flatMap(numberedBy)) if (number > (highest.get(kind) ?? Infinity)) highest.set(kind, number);
  return { confirmed, view, numbers: highest };
}
