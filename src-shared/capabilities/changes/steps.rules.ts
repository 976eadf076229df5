import { type Digest, digestOf } from '#shared/kernel/digest.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';

/** What a step is for, in the order of the work. The checklist has no order; rolling back is a way of its own. */
export const PHASES = {
  checklist: 'Checklist',
  prepare: 'Prepare',
  implement: 'Implement',
  verify: 'Verify',
  rollback: 'Roll back',
} as const;
export type Phase = keyof typeof PHASES;
const FORWARD: ReadonlySet<string> = new Set<Phase>(['prepare', 'implement', 'verify']);

export const phaseOf = (task: RecordOf): Phase => textIn(task.fields['phase']) as Phase;
export const isForward = (task: RecordOf): boolean => FORWARD.has(phaseOf(task));
const isSettled = (task: RecordOf): boolean => task.state === 'done' || task.state === 'skipped';
export const hasEnded = (task: RecordOf): boolean => isSettled(task) || task.state === 'failed';

/** By phase, then by the number that was given, then by age: ids of one device sort by creation. */
export function inOrder(tasks: readonly RecordOf[]): RecordOf[] {
  const phase = (task: RecordOf) => Object.keys(PHASES).indexOf(phaseOf(task));
  const order = (task: RecordOf) => (typeof task.fields['order'] === 'number' ? task.fields['order'] : Number.MAX_SAFE_INTEGER);
  return tasks.toSorted((a, b) => phase(a) - phase(b) || order(a) - order(b) || (a.id < b.id ? -1 : 1));
}

/** The step that has to be settled before this one, if there is one. */
export function stepBefore(task: RecordOf, tasks: readonly RecordOf[]): RecordOf | undefined {
  if (phaseOf(task) === 'checklist') return undefined;
  const line = inOrder(tasks.filter((one) => (isForward(task) ? isForward(one) : phaseOf(one) === phaseOf(task))));
  const at = line.findIndex((one) => one.id === task.id);
  return line.slice(0, Math.max(0, at)).find((one) => !isSettled(one));
}

/** A forward step that failed and was not repeated. */
export const failedStep = (tasks: readonly RecordOf[]): RecordOf | undefined =>
  inOrder(tasks).find((task) => isForward(task) && task.state === 'failed');

/** A step that is done and from which there is no way back. */
export const passedNoReturn = (tasks: readonly RecordOf[]): RecordOf | undefined =>
  tasks.find((task) => task.fields['isPointOfNoReturn'] === true && task.state === 'done');

/** What is still to be done of some phases, in order. */
export const unsettled = (tasks: readonly RecordOf[], phases: readonly Phase[]): RecordOf[] =>
  inOrder(tasks).filter((task) => phases.includes(phaseOf(task)) && !isSettled(task));

export const titles = (tasks: readonly RecordOf[]): string => {
  const named = tasks.slice(0, 3).map((task) => `“${textIn(task.fields['title'])}”`);
  return named.join(', ') + (tasks.length > 3 ? ` and ${tasks.length - 3} more` : '');
};

/** What is approved of the steps: what is done and in which order, not who does it or how far it is. */
export const stepsDigest = (tasks: readonly RecordOf[]): Digest =>
  digestOf(
    inOrder(tasks).map(({ id, fields }) => ({
      id,
      title: fields['title'] ?? null,
      phase: fields['phase'] ?? null,
      instructions: fields['instructions'] ?? null,
      isPointOfNoReturn: fields['isPointOfNoReturn'] === true,
    })),
  );
