import { z } from 'zod';
import { materialNames } from '#shared/model/definition.ts';
import { choice, data, flag, instant, number, prose, ref, refs, tags, text } from '#shared/model/field.ts';
import { restrictedTo } from '#shared/capabilities/identity/index.ts';
import { IMPACTS, LIKELIHOODS, RISK_LEVELS } from './risk.rules.ts';

export const CHANGE_CATEGORIES = {
  application: 'Application',
  database: 'Database',
  infrastructure: 'Infrastructure',
  network: 'Network',
  security: 'Security',
  hardware: 'Hardware',
  data: 'Data',
  other: 'Other',
} as const;

export const OUTCOMES = {
  successful: { label: 'Successful', tone: 'approved' },
  successfulWithIssues: 'Successful with issues',
  unsuccessful: { label: 'Unsuccessful', tone: 'refused' },
  rolledBack: { label: 'Rolled back', tone: 'refused' },
} as const;

const linkSchema = z.strictObject({ title: z.string().min(1).max(200), url: z.url({ protocol: /^https?$/ }) });

/** The fields of a change. `material` ones are what approvals bind to. */
export const changeFields = {
  title: text({ label: 'Title', required: true, head: true, material: true, help: 'What is changed, in one line.' }),
  type: choice(
    { standard: 'Standard', normal: 'Normal', emergency: { label: 'Emergency', tone: 'risk' } },
    {
      label: 'Type',
      required: true,
      head: true,
      material: true,
      help: 'Standard follows an approved template; emergency repairs an incident.',
    },
  ),
  category: choice(CHANGE_CATEGORIES, { label: 'Category', head: true }),
  template: ref('changeTemplate', { label: 'Template', head: true, material: true, help: 'For a standard change: what it follows.' }),
  reason: prose({ label: 'Reason', material: true, group: 'Plan', help: 'Why it is needed, and what happens without it.' }),
  plan: prose({ label: 'Plan', material: true, group: 'Plan', help: 'What is done, in which order.' }),
  testPlan: prose({ label: 'Test plan', material: true, group: 'Plan', help: 'How you will know that it worked.' }),
  rollbackPlan: prose({ label: 'Rollback plan', material: true, group: 'Plan', help: 'How you get back if it does not.' }),
  impact: choice(IMPACTS, { label: 'Impact if it fails', material: true, group: 'Risk' }),
  likelihood: choice(LIKELIHOODS, { label: 'Likelihood of failure', material: true, group: 'Risk' }),
  risk: number({ label: 'Risk score', head: true, derived: true, whole: true, group: 'Risk', help: 'Impact × likelihood.' }),
  riskLevel: choice(RISK_LEVELS, { label: 'Risk', head: true, derived: true, group: 'Risk' }),
  systems: refs('system', { label: 'Affected systems', head: true, material: true, group: 'Scope' }),
  incident: ref('incident', { label: 'Incident', head: true, material: true, group: 'Scope', help: 'What it repairs or prevents.' }),
  relatedChanges: refs('change', { label: 'Related changes', group: 'Scope' }),
  links: data(z.array(linkSchema).max(50), { label: 'Links', group: 'Scope' }),
  tags: tags({ label: 'Tags', head: true, group: 'Scope' }),
  windowStart: instant({ label: 'Window starts', head: true, material: true, group: 'Schedule' }),
  windowEnd: instant({ label: 'Window ends', head: true, material: true, group: 'Schedule' }),
  requester: ref('person', { label: 'Requester', head: true, group: 'People', help: 'Whoever raises it, unless someone else is named.' }),
  assignee: ref('person', { label: 'Assignee', head: true, group: 'People', help: 'Who carries it out and answers for it.' }),
  restrictedTo: restrictedTo({ group: 'People' }),
  onHold: flag({ label: 'On hold', head: true, derived: true }),
  holdReason: prose({ label: 'Why on hold', derived: true }),
  refusal: prose({ label: 'Why it came back', derived: true }),
  outcome: choice(OUTCOMES, { label: 'Outcome', head: true, derived: true, group: 'Result' }),
  closingNotes: prose({ label: 'Closing notes', derived: true, group: 'Result' }),
  stepsDigest: text({ label: 'Digest of the steps', derived: true, material: true, technical: true, group: 'Times' }),
  submittedAt: instant({ label: 'Submitted', head: true, derived: true, group: 'Times' }),
  scheduledAt: instant({ label: 'Scheduled', head: true, derived: true, group: 'Times' }),
  validUntil: instant({ label: 'Authorization valid until', head: true, derived: true, group: 'Times' }),
  validMs: number({ label: 'Validity left when put on hold', derived: true, technical: true, unit: 'ms', group: 'Times' }),
  startedAt: instant({ label: 'Started', head: true, derived: true, group: 'Times' }),
  finishedAt: instant({ label: 'Finished', head: true, derived: true, group: 'Times' }),
  closedAt: instant({ label: 'Closed', head: true, derived: true, group: 'Times' }),
} as const;

/** The names of the fields that approvals bind to. */
export const MATERIAL_FIELDS = materialNames({ fields: changeFields });
