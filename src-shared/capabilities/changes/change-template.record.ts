import { z } from 'zod';
import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { choice, data, instant, prose, ref, text } from '#shared/model/field.ts';
import { anyone } from '#shared/model/permission.ts';
import { CHANGE_CATEGORIES } from './change.schema.ts';
import { mayManageTemplates, mayRaise } from './change.permissions.ts';
import { IMPACTS, LIKELIHOODS } from './risk.rules.ts';
import { PHASES, type Phase } from './steps.rules.ts';
import { templateLifecycle } from './change-template.lifecycle.ts';

const phases = Object.keys(PHASES) as [Phase, ...Phase[]];
export const templateStepsSchema = z.array(
  z.strictObject({ title: z.string().min(1).max(200), phase: z.enum(phases), instructions: z.string().max(20_000).nullable() }),
);

/** What a standard change follows. It is approved once; the changes that follow it are not asked about again. */
export const changeTemplate = defineRecord({
  kind: 'changeTemplate',
  prefix: 'ctp',
  plural: 'changeTemplates',
  numbering: 'TPL',
  label: 'title',
  wording: {
    one: 'Change template',
    many: 'Change templates',
    empty: 'What is done often and goes well becomes a template: approved once, followed without asking again.',
  },
  columns: ['title', 'category', 'approvedBy', 'approvedAt'],
  permissions: { read: anyone, create: mayRaise, edit: mayRaise, archive: mayManageTemplates, comment: anyone },
  fields: {
    title: text({ label: 'Title', required: true, head: true, material: true }),
    category: choice(CHANGE_CATEGORIES, { label: 'Category', head: true }),
    reason: prose({ label: 'When it fits', material: true }),
    plan: prose({ label: 'Plan', material: true, group: 'Plan' }),
    testPlan: prose({ label: 'Test plan', material: true, group: 'Plan' }),
    rollbackPlan: prose({ label: 'Rollback plan', material: true, group: 'Plan' }),
    impact: choice(IMPACTS, { label: 'Impact if it fails', material: true, group: 'Risk' }),
    likelihood: choice(LIKELIHOODS, { label: 'Likelihood of failure', material: true, group: 'Risk' }),
    steps: data(templateStepsSchema, { label: 'Steps', material: true, group: 'Plan' }),
    approvedAt: instant({ label: 'Approved', head: true, derived: true }),
    approvedBy: ref('person', { label: 'Approved by', head: true, derived: true }),
  },
  lifecycle: templateLifecycle,
  editable: ({ record }): Unmet[] =>
    record.state === 'draft' || record.state === null
      ? []
      : [{ code: 'changeTemplate.fixed', message: 'An approved template stays as it is.', help: 'Make a new one and retire this one.' }],
});
