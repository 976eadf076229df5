import type { HybridTime } from '../kernel/hybrid-clock.ts';
import { decide } from '../model/decide.ts';
import type { AnyRecordDefinition } from '../model/definition.ts';
import { evolve } from '../model/evolve.ts';
import { gatherFacts } from '../model/gather.ts';
import type { Command, Draft, RecordOf } from '../model/record.ts';
import type { ImportAround, Incoming, RowProblem } from './plan.ts';

/** Decides drafts one after the other without storing anything, and tells why the first that is refused is refused. */
export async function rehearse(
  drafts: readonly Draft[],
  start: RecordOf | undefined,
  incoming: Incoming,
  definition: AnyRecordDefinition,
  around: ImportAround,
): Promise<RowProblem[]> {
  let record = start;
  for (const draft of drafts) {
    const command: Command = { ...draft, id: around.newId('cmd'), at: around.now, time: `${around.now}-0000-plan` as HybridTime };
    const blank = record ?? blankOf(command, definition.kind);
    const facts = await gatherFacts({ definition, record: blank, input: draft.input, actor: around.actor, now: around.now }, around.reader);
    const decided = decide({ definition, record, command, facts, newId: around.newId, nextNumber: 0 });
    if (!decided.ok) {
      return decided.error.unmet.map(({ code, message, field }) => ({
        row: incoming.row,
        ...(incoming.file === undefined ? {} : { file: incoming.file }),
        field: field === undefined ? 'Record' : (definition.fields[field]?.label ?? field),
        code,
        reason: message,
        ...valueOf(incoming, field),
      }));
    }
    for (const event of decided.value) record = evolve(record, event);
  }
  return [];
}

function valueOf({ fields, state }: Incoming, field: string | undefined): { value?: string } {
  const value = field === 'state' ? state : field === undefined ? undefined : fields[field];
  return value === undefined || value === null ? {} : { value: typeof value === 'string' ? value : JSON.stringify(value) };
}

function blankOf(command: Command, kind: string): RecordOf {
  return evolve(undefined, {
    id: command.id,
    type: '',
    v: 1,
    recordId: command.recordId,
    kind,
    commandId: command.id,
    version: 0,
    at: command.at,
    time: command.time,
    by: '',
    patch: {},
  });
}
