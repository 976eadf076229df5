import type { Registry } from '#shared/model/capability.ts';
import { verbOf } from '#shared/model/decide.ts';
import { labelOf } from '#shared/model/definition.ts';
import type { Command, RecordOf } from '#shared/model/record.ts';
import type { Stretch } from './log-entries.ts';
import type { UndoState } from './workspace.ts';

/** What one press of undo takes back: what it was, in words, and where it stands in the log. */
export interface UndoStep {
  readonly label: string;
  readonly stretches: readonly Stretch[];
}

/** The steps of each person in this window, several levels deep. Not kept across a reload: the history of a record is. */
export interface UndoHistory {
  did(personId: string, step: UndoStep): void;
  take(personId: string, stack: 'undo' | 'redo'): UndoStep | undefined;
  put(personId: string, stack: 'undo' | 'redo', step: UndoStep): void;
  state(personId: string | undefined): UndoState;
}

const LEVELS = 100;
const NOTHING: UndoState = { undo: null, redo: null };

export function undoHistory(): UndoHistory {
  const stacks = new Map<string, { undo: UndoStep[]; redo: UndoStep[]; state: UndoState }>();
  const of = (personId: string) => {
    const known = stacks.get(personId) ?? { undo: [], redo: [], state: NOTHING };
    stacks.set(personId, known);
    return known;
  };
  const settle = (personId: string) => {
    const stack = of(personId);
    if (stack.undo.length > LEVELS) stack.undo.shift();
    stack.state = { undo: stack.undo.at(-1)?.label ?? null, redo: stack.redo.at(-1)?.label ?? null };
  };
  return {
    did(personId, step) {
      const stack = of(personId);
      stack.undo.push(step);
      stack.redo = [];
      settle(personId);
    },
    take(personId, which) {
      const step = of(personId)[which].pop();
      settle(personId);
      return step;
    },
    put(personId, which, step) {
      of(personId)[which].push(step);
      settle(personId);
    },
    state: (personId) => (personId === undefined ? NOTHING : (stacks.get(personId)?.state ?? NOTHING)),
  };
}

/** What was done, in words: `Edit CHG-1042`, `Edit 3 changes`. */
export function stepLabel(
  registry: Registry,
  commands: readonly Pick<Command, 'name' | 'recordId'>[],
  record: RecordOf | undefined,
): string {
  const [first] = commands;
  const definition = first && registry.byId(first.recordId);
  if (!first || !definition) return '';
  const verb = verbOf(first);
  const label = definition.lifecycle?.events[verb]?.label ?? verb.charAt(0).toUpperCase() + verb.slice(1);
  if (commands.length === 1)
    return `${label} ${record ? (record.number ?? labelOf(definition, record)) : definition.wording.one.toLowerCase()}`;
  const isOneKind = commands.every((command) => registry.byId(command.recordId) === definition && verbOf(command) === verb);
  return isOneKind ? `${label} ${commands.length} ${definition.wording.many.toLowerCase()}` : `${label} and ${commands.length - 1} more`;
}
