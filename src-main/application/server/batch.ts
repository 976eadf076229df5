import { actorFor } from '#shared/capabilities/identity/index.ts';
import type { ChainHead } from '#shared/kernel/chain.ts';
import { type HybridTime, timesAfter } from '#shared/kernel/hybrid-clock.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { execute, type Execution } from '#shared/model/execute.ts';
import type { LogBody } from '#shared/model/log-line.ts';
import type { Actor, Command, RecordEvent } from '#shared/model/record.ts';
import { rememberingReader } from '#shared/model/remembering-reader.ts';
import { EVERYONE, type Sight, sightOf } from '#shared/model/visibility.ts';
import type { Verdict } from '#shared/sync/protocol.schema.ts';
import { bundledReader } from './bundled-reader.ts';
import type { Prepared } from './line-writer.ts';
import type { Addition, LogWriting } from './log-store.ts';
import { hiddenIn, idIsTaken, NOTHING, withoutRecords } from './out-of-sight.ts';
import type { Server } from './server-ports.ts';
import { openStaging } from './staging.ts';
import { isStorable } from './storable.ts';
import { watched } from './watched-reader.ts';

export type StoredVerdict = Omit<Verdict, 'isRepeat'>;

/** A command that came, with times that are believed, and where it came from. */
export interface Given {
  /** Its place in its device's own log; 0 for what the server's own system actor gives. */
  readonly seq: number;
  readonly command: Command;
  readonly device: string | null;
  readonly ahead?: number;
}

/** Commands that are decided one after the other, each seeing what the ones before it did, and are added to the log at once. */
export interface Batch {
  readonly head: ChainHead;
  /** The latest time of any event so far. */
  readonly latest: HybridTime | undefined;
  /** Somebody as they stand now: what was decided before, in this batch too, may have changed what they may do. */
  actor(personId: string): Promise<Actor | undefined>;
  /** Decides. A refusal leaves no trace yet: see `refuse`. */
  decide(given: Given, actor: Actor): Promise<Result<StoredVerdict, Refusal>>;
  /** Writes down that somebody wished for something and why it was refused. */
  refuse(given: Given, by: string, why: Refusal): StoredVerdict;
  addition(device: Addition['device']): Addition;
}

export interface BatchOptions {
  /** Records that it will need: they are read at once. */
  readonly ids: readonly string[];
  /** What a founder brings was done where everybody saw everything, and by nobody who is here to learn from it. */
  readonly isFounding?: boolean;
}

/** Opens a batch over a writing. */
export async function openBatch(writing: LogWriting, server: Server, { ids, isFounding = false }: BatchOptions): Promise<Batch> {
  const { registry, now, hex, logger } = server;
  const store = watched(writing.reader);
  const relatedToAny = writing.relatedToAny?.bind(writing);
  const bundled = await bundledReader(store.reader, ids, relatedToAny && ((...asked) => store.watch(relatedToAny(...asked))));
  const staging = openStaging(writing, rememberingReader(bundled), server);
  const { reader: staged, writer } = staging;
  const arrivedAt = new Date(now()).toISOString();
  const verdicts: StoredVerdict[] = [];
  const people = new Map<string, Actor | undefined>();
  const sights = new WeakMap<Actor, Sight>();

  const sightFor = (actor: Actor): Sight => {
    const sight = sights.get(actor) ?? sightOf(registry.kinds, actor);
    sights.set(actor, sight);
    return sight;
  };
  const keep = (verdict: StoredVerdict): StoredVerdict => {
    verdicts.push(verdict);
    return verdict;
  };
  const arrival = ({ command, device, ahead }: Given) => ({
    command: command.id,
    device,
    arrivedAt,
    ...(ahead === undefined ? {} : { ahead }),
  });
  const happened = (given: Given, event: RecordEvent): Prepared => writer.prepare({ type: 'event', event, ...arrival(given) });

  /** What would happen, with its lines, so that what cannot be written comes out before anything is taken as having happened. */
  async function think(given: Given, actor: Actor): Promise<Result<Thought, Refusal>> {
    const { command } = given;
    try {
      const hidden = isFounding ? NOTHING : await hiddenIn(command, sightFor(actor), registry, staged);
      const reader = hidden.size > 0 ? withoutRecords(staged, hidden) : staged;
      const done = await execute(command, actor, { registry, reader, tick: timesAfter(command.time) });
      if (!done.ok) return done;
      if (done.value.records.some(({ id }) => hidden.has(id))) return err(idIsTaken(command, registry));
      return ok({ execution: done.value, prepared: done.value.events.map((event) => happened(given, event)) });
    } catch (cause) {
      if (store.hasFailed()) throw cause;
      const correlationId = hex(8);
      logger.error('decision.failed', { command: command.id, name: command.name, correlationId }, cause);
      return err(refusal('internal', 'Something went wrong inside Countersign while this was decided.', [], { correlationId }));
    }
  }

  return {
    get head() {
      return writer.head;
    },
    get latest() {
      return staging.latest;
    },
    async actor(personId) {
      if (!people.has(personId)) people.set(personId, await actorFor(staged, personId));
      return people.get(personId);
    },
    async decide(given, actor) {
      const { command, seq } = given;
      const thought = await think(given, actor);
      if (!thought.ok) return thought;
      const { execution, prepared } = thought.value;
      await staging.take(execution, prepared, (event) => happened(given, event));
      if (execution.events.some(({ kind }) => ABOUT_PEOPLE.has(kind))) people.clear();
      return ok(keep({ seq, id: command.id, outcome: outcomeOf(execution.events), at: writer.head.seq }));
    },
    refuse(given, by, why) {
      const { id, name, recordId, input, at, baseVersion, seen } = given.command;
      const kind = registry.byPlural(name.slice(0, name.lastIndexOf('.')))?.kind ?? '';
      const wish = {
        id,
        name,
        recordId,
        input: isStorable(input) ? input : {},
        at,
        ...(baseVersion === undefined ? {} : { baseVersion }),
        ...(seen === undefined || !isStorable(seen) ? {} : { seen }),
      };
      const body: LogBody = { type: 'refused', by, kind, wish, refusal: why, ...arrival(given) };
      writer.add(writer.prepare(body), { kind, recordId, scope: EVERYONE, scopeBefore: EVERYONE, onlyFor: by });
      return keep({ seq: given.seq, id, outcome: 'refused', refusal: why, at: writer.head.seq });
    },
    addition: (device) => ({
      lines: writer.lines,
      records: staging.records(),
      events: staged.events,
      numbers: staged.numbers,
      verdicts,
      device,
    }),
  };
}

interface Thought {
  readonly execution: Execution;
  readonly prepared: readonly Prepared[];
}

/** What an actor is made of. */
const ABOUT_PEOPLE = new Set(['person', 'role', 'team']);

/** An edit of which a newer one left nothing is superseded: it stands in the log with what it wanted. */
function outcomeOf([first]: readonly RecordEvent[]): Verdict['outcome'] {
  if (!first) return 'unchanged';
  const lostAll = first.type.endsWith('.edited') && first.conflicts !== undefined && Object.keys(first.patch).length === 0;
  return lostAll ? 'superseded' : 'accepted';
}
