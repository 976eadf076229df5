import type { Unmet } from '#shared/kernel/refusal.ts';
import { unmetOf } from '#shared/model/lifecycle.ts';
import { textIn } from '#shared/model/values.ts';
import { approversOf, type ChangeFacts } from './change-facts.ts';
import { changeGuards, NEEDED } from './change-guards.ts';
import { changeFields, MATERIAL_FIELDS } from './change.schema.ts';

const label = (field: string) => (Object.hasOwn(changeFields, field) ? changeFields[field as keyof typeof changeFields].label : field);
const BEING_WRITTEN: ReadonlySet<string | null> = new Set(['draft', null]);
const BEING_DECIDED: ReadonlySet<string | null> = new Set(['assess', 'authorize', 'scheduled']);
const OVER: ReadonlySet<string | null> = new Set(['closed', 'canceled']);

/** Why these fields of a change may not be edited where it stands. */
export function notEditable(facts: ChangeFacts, fields: readonly string[]): Unmet[] {
  const { record } = facts;
  if (OVER.has(record.state))
    return [
      { code: 'change.over', message: 'The change is over and stays as it is.', help: 'Raise a new one; a comment can still be added.' },
    ];
  const material = fields.filter((field) => MATERIAL_FIELDS.includes(field));
  const refused = (field: string, code: string, message: string, help: string): Unmet => ({ code, message, field, help });
  if (BEING_WRITTEN.has(record.state)) {
    const retyped = fields.includes('type') && facts.approvals.length > 0;
    return [
      ...(retyped
        ? [refused('type', 'change.typeStays', 'Approval was asked for it, so its type stays.', 'Cancel it and raise another one.')]
        : []),
      ...conflicting(facts, fields),
    ];
  }
  const fixed: readonly string[] = fields.filter((field) => field === 'type' || field === 'template');
  const why = fixed.map((field) =>
    refused(field, 'change.fixed', `${label(field)} can be changed in the draft only.`, 'Send the change back to its draft.'),
  );
  if (!BEING_DECIDED.has(record.state))
    why.push(
      ...material
        .filter((field) => !fixed.includes(field))
        .map((field) =>
          refused(
            field,
            'change.begun',
            `${label(field)} stays as it was approved: the work has begun.`,
            'Write what is different into a comment or the closing notes.',
          ),
        ),
    );
  else if (record.fields['type'] === 'standard')
    why.push(
      ...material
        .filter((field) => !fixed.includes(field))
        .map((field) =>
          refused(
            field,
            'change.standard',
            `${label(field)} of a standard change is set in its draft.`,
            'Send the change back to its draft.',
          ),
        ),
    );
  else if (record.fields['onHold'] === true)
    why.push(
      ...material.map((field) =>
        refused(field, 'change.held', `${label(field)} cannot be changed while the change is on hold.`, 'Release it first.'),
      ),
    );
  return [...why, ...conflicting(facts, fields)];
}

/** Whoever approved a change neither carries it out nor becomes the one who asked for it. */
function conflicting({ approvals, fields, names }: ChangeFacts, edited: readonly string[]): Unmet[] {
  const approvers = approversOf(approvals);
  return ['assignee', 'requester']
    .filter((field) => edited.includes(field) && approvers.has(textIn(fields[field])))
    .map((field) => ({
      code: 'change.fourEyes',
      message: `${names[textIn(fields[field])] ?? 'This person'} approved the change and cannot be its ${label(field).toLowerCase()} too.`,
      help: 'Name somebody else.',
      field,
    }));
}

/** What time alone can undo: it must not stand in the way of an edit. */
const PASSING: ReadonlySet<string | null> = new Set(['windowAhead', 'incidentIsActive', 'templateIsApproved', 'followsTemplate']);

/** What was complete when it was submitted has to stay complete. A draft may have gaps. */
export function stayComplete(facts: ChangeFacts): Unmet[] {
  const type = textIn(facts.fields['type']);
  if (!BEING_DECIDED.has(facts.record.state) || !Object.hasOwn(NEEDED, type)) return [];
  const needed = NEEDED[type as keyof typeof NEEDED].filter((name) => !PASSING.has(name));
  return unmetOf<ChangeFacts>({ id: 'change', guards: changeGuards }, needed, facts);
}
