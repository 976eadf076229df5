import type { HybridTime } from '../kernel/hybrid-clock.ts';
import { derivedIds } from '../kernel/derived-id.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Registry } from './capability.ts';
import { decide, verbOf } from './decide.ts';
import { evolve } from './evolve.ts';
import { gatherFacts, missingRefs } from './gather.ts';
import type { Reader } from './reader.ts';
import { type Actor, type Command, type RecordEvent, type RecordOf, SYSTEM } from './record.ts';
import { type StagedReader, stagedReader } from './staged-reader.ts';

export interface Surroundings {
  readonly registry: Registry;
  readonly reader: Reader;
  /** Later than every time given before. */
  readonly tick: () => HybridTime;
}

/** What one command did: to be stored whole or not at all. */
export interface Execution {
  readonly command: Command;
  readonly events: readonly RecordEvent[];
  /** Every record that changed, as it is now. */
  readonly records: readonly RecordOf[];
  readonly numbers: ReadonlyMap<string, number>;
}

/** Reactions may cause reactions; a chain longer than this is a bug in the rules. */
const MAX_EVENTS = 5_000;

/**
 * Decides a command and everything that follows from it: gather facts → decide → evolve → reactions, each seeing what
 * came before. If any part is refused, nothing happens and the refusal says why.
 */
export async function execute(command: Command, actor: Actor, around: Surroundings): Promise<Result<Execution, Refusal>> {
  const staged = stagedReader(around.reader, around.registry);
  const refused = await run(command, actor, around, staged);
  if (refused) return err(refused);
  return ok({
    command,
    events: staged.events,
    records: [...staged.records.values()],
    numbers: staged.numbers,
  });
}

async function run(command: Command, actor: Actor, around: Surroundings, staged: StagedReader): Promise<Refusal | undefined> {
  const { registry, tick } = around;
  const newId = derivedIds(command.id);
  const plural = command.name.slice(0, command.name.lastIndexOf('.'));
  const definition = registry.byPlural(plural);
  if (!definition || registry.byId(command.recordId) !== definition)
    return refusal('command.unknown', `“${command.name}” does not fit the record ${command.recordId}.`, [], { name: command.name });

  const record = await staged.get(command.recordId);
  const blank = evolve(undefined, {
    ...BLANK,
    recordId: command.recordId,
    kind: definition.kind,
    at: command.at,
    time: command.time,
  });
  const question = {
    definition,
    record: record ?? blank,
    input: command.input,
    actor,
    now: command.at,
    seen: command.seen,
  };
  const facts = await gatherFacts(question, staged);
  const makes = record === undefined && ['create', 'import'].includes(verbOf(command));
  const nextNumber = makes && definition.numbering ? await numberFor(definition.kind, definition.numbering, command, staged) : 0;
  const dangling = await missingRefs(registry, definition, command.input['fields'], staged);
  const decided = decide({ definition, record, command, facts, newId, nextNumber });
  if (!decided.ok) return { ...decided.error, unmet: [...decided.error.unmet, ...dangling] };
  if (dangling.length > 0)
    return refusal(`${definition.kind}.${verbOf(command)}.refused`, 'It points at something that is not here.', dangling);

  let current = record;
  for (const event of decided.value) {
    current = evolve(current, event);
    staged.put(current, event);
    if (staged.events.length > MAX_EVENTS) throw new Error(`${command.name} caused more than ${MAX_EVENTS} events`);
    for (const reaction of registry.reactionsTo(event.type)) {
      const drafts = await reaction.then({
        event,
        record: current,
        reader: staged,
        now: command.at,
        newId,
      });
      for (const draft of drafts) {
        const caused: Command = {
          ...draft,
          id: newId('cmd'),
          at: command.at,
          time: tick(),
          causedBy: event.id,
        };
        const refused = await run(caused, SYSTEM, around, staged);
        if (refused) return refused;
      }
      current = (await staged.get(command.recordId)) ?? current;
    }
  }
  return undefined;
}

/** The next number; or 0 for an import that brings its own. When that is of our form, ours go on after it, so that none is given twice. */
async function numberFor(kind: string, numbering: string, command: Command, staged: StagedReader): Promise<number> {
  const given = verbOf(command) === 'import' ? command.input['number'] : undefined;
  if (typeof given !== 'string') return staged.takeNumber(kind);
  const [prefix, digits = ''] = given.split('-');
  if (prefix === numbering && /^\d{1,15}$/.test(digits)) await staged.keepNumber(kind, Number(digits));
  return 0;
}

const BLANK: Omit<RecordEvent, 'recordId' | 'kind' | 'at' | 'time'> = {
  id: '' as RecordEvent['id'],
  type: '',
  v: 1,
  commandId: '' as RecordEvent['id'],
  version: 0,
  by: '',
  patch: {},
};
