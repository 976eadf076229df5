import { defineRecord } from '#shared/model/definition.ts';
import { anyone } from '#shared/model/permission.ts';
import { restrictsToOwnTeam } from '#shared/capabilities/identity/index.ts';
import { changeFacts } from './change-facts.ts';
import { changeLifecycle } from './change.lifecycle.ts';
import { mayCancel, mayRaise, mayWrite } from './change.permissions.ts';
import { changeFields } from './change.schema.ts';
import { notEditable, stayComplete } from './editable.rules.ts';

export const change = defineRecord({
  kind: 'change',
  prefix: 'chg',
  plural: 'changes',
  numbering: 'CHG',
  label: 'title',
  wording: {
    one: 'Change',
    many: 'Changes',
    empty: 'Nothing is going to change. Raise a change to say what you want to do, to which systems, and how you get back.',
  },
  columns: ['title', 'type', 'riskLevel', 'systems', 'windowStart', 'assignee', 'requester', 'onHold', 'outcome'],
  permissions: { read: anyone, create: mayRaise, edit: mayWrite, archive: mayCancel, comment: anyone },
  visibility: { field: 'restrictedTo' },
  fields: changeFields,
  lifecycle: changeLifecycle,
  facts: changeFacts,
  check: (fields, facts) => [...stayComplete(facts), ...restrictsToOwnTeam(fields.restrictedTo, facts)],
  editable: notEditable,
  archivable: ({ record, approvals }) =>
    ['closed', 'canceled'].includes(record.state ?? '') || (record.state === 'draft' && approvals.length === 0)
      ? []
      : [{ code: 'change.open', message: 'The change is still open.', help: 'Close or cancel it first.' }],
  children: [{ kind: 'task', field: 'change' }],
  imports: { states: ['draft', 'closed', 'canceled'] },
});
