import { fieldIn, textIn } from '#shared/model/values.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { approversOf } from './change-facts.ts';

/** What a decision on a step of a change knows. */
export interface TaskFacts extends BaseFacts {
  readonly change: RecordOf | undefined;
  /** All steps of the change, this one included. */
  readonly tasks: readonly RecordOf[];
  /** Who approved the change, in a request that still counts. */
  readonly approvers: ReadonlySet<string>;
}

export async function taskFacts(base: BaseFacts, reader: Reader): Promise<TaskFacts> {
  const id = textIn(base.record.fields['change'] ?? fieldIn(base.input, 'change'));
  const [change, tasks, approvals] = await Promise.all([
    reader.get(id),
    reader.related('task', 'change', id),
    reader.related('approval', 'subject', id),
  ]);
  return { ...base, change, tasks, approvers: approversOf(approvals) };
}
