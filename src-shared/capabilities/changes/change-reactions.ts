import type { Json } from '#shared/kernel/json.ts';
import { isId } from '#shared/kernel/id.ts';
import type { Reaction } from '#shared/model/capability.ts';
import { isEmpty } from '#shared/model/field.ts';
import type { Draft, RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { TEMPLATE_FIELDS } from './change-guards.ts';
import { riskOf } from './risk.rules.ts';
import { hasEnded, phaseOf, stepsDigest } from './steps.rules.ts';
import { templateStepsSchema } from './change-template.record.ts';

const edit = (record: RecordOf, fields: { readonly [name: string]: Json }): Draft[] => {
  const changed = Object.entries(fields).filter(([name, value]) => (record.fields[name] ?? null) !== value);
  return changed.length === 0 ? [] : [{ name: 'changes.edit', recordId: record.id, input: { fields: Object.fromEntries(changed) } }];
};

const derive: Reaction = {
  on: ['change.created', 'change.edited', 'change.imported'],
  because: 'The risk follows from the two answers; whoever raises a change is its requester unless another is named.',
  then: async ({ record, event }) => {
    if (record.state === 'closed' || record.state === 'canceled') return [];
    const risk = riskOf(record.fields);
    const isNew = event.type === 'change.created' && isEmpty(record.fields['requester']) && isId(record.createdBy);
    return edit(record, {
      risk: risk?.score ?? null,
      riskLevel: risk?.level ?? null,
      ...(isNew ? { requester: record.createdBy } : {}),
    });
  },
};

const follow: Reaction = {
  on: ['change.created', 'change.edited'],
  because: 'A standard change takes its plans, its risk and its steps from its template.',
  then: async ({ record, event, reader, newId }) => {
    const { template: id, type } = record.fields;
    if (record.state !== 'draft' || type !== 'standard' || typeof id !== 'string' || event.patch['template'] !== id) return [];
    const [template, tasks] = await Promise.all([reader.get(id), reader.related('task', 'change', record.id)]);
    if (!template) return [];
    const taken = ['category', 'reason', 'impact', 'likelihood'].filter((name) => isEmpty(record.fields[name]));
    const steps = tasks.length > 0 ? [] : (templateStepsSchema.safeParse(template.fields['steps']).data ?? []);
    return [
      ...edit(record, Object.fromEntries([...TEMPLATE_FIELDS, ...taken].map((name) => [name, template.fields[name] ?? null]))),
      ...steps.map(({ title, phase, instructions }, i): Draft => ({
        name: 'tasks.create',
        recordId: newId('tsk'),
        input: { fields: { change: record.id, title, phase, order: i + 1, ...(instructions ? { instructions } : {}) } },
      })),
    ];
  },
};

const numberSteps: Reaction = {
  on: ['task.created'],
  because: 'A step that is added without a place comes last in its phase.',
  then: async ({ record, reader }) => {
    if (typeof record.fields['order'] === 'number') return [];
    const tasks = await reader.related('task', 'change', textIn(record.fields['change']));
    const orders = tasks.filter((task) => phaseOf(task) === phaseOf(record)).map((task) => task.fields['order']);
    const last = Math.max(0, ...orders.filter((order) => typeof order === 'number'));
    return [{ name: 'tasks.edit', recordId: record.id, input: { fields: { order: Math.floor(last) + 1 } } }];
  },
};

const bindSteps: Reaction = {
  on: ['task.created', 'task.edited', 'task.archived', 'task.restored'],
  because: 'The steps are part of what is approved: when they change, the content of the change does.',
  then: async ({ record, reader }) => {
    const change = await reader.get(textIn(record.fields['change']));
    if (change?.state !== 'authorize' && change?.state !== 'scheduled') return [];
    return edit(change, { stepsDigest: stepsDigest(await reader.related('task', 'change', change.id)) });
  },
};

const skipRest: Reaction = {
  on: ['change.canceled', 'change.rolledBack', 'change.completed'],
  because: 'When a change ends, the steps that nobody did are skipped, and each says why.',
  then: async ({ event, record, reader }) => {
    const tasks = await reader.related('task', 'change', record.id);
    const reason = {
      'change.canceled': 'The change was canceled.',
      'change.rolledBack': 'The change was rolled back.',
      'change.completed': 'There was nothing to roll back.',
    }[event.type];
    return tasks
      .filter((task) => !hasEnded(task) && (event.type !== 'change.completed' || phaseOf(task) === 'rollback'))
      .map((task) => ({ name: 'tasks.skip', recordId: task.id, input: { reason: reason ?? '' } }));
  },
};

/** What follows by itself within a change and its steps. */
export const changeReactions: readonly Reaction[] = [derive, follow, numberSteps, bindSteps, skipRest];
