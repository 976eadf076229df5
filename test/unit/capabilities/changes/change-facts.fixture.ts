import type { Id } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import type { Actor, RecordOf } from '#shared/model/record.ts';
import { actor } from '#test/support/memory-store.ts';

export const NOW = '2026-11-02T09:00:00.000Z';

/** A record of any kind with just what a rule looks at. */
export const record = (id: string, state: string | null, fields: JsonObject = {}): RecordOf => ({
  id: id as Id,
  kind: id.slice(0, 3),
  number: id.toUpperCase(),
  state,
  lifecycleVersion: 1,
  version: 1,
  archivedAt: null,
  createdAt: NOW,
  createdBy: 'dana',
  updatedAt: NOW,
  updatedBy: 'dana',
  externalId: null,
  stamp: '' as RecordOf['stamp'],
  stamps: {},
  fields,
});

export const stepOf = (phase: string, state = 'open', more: JsonObject = {}): RecordOf =>
  record(`tsk_${phase}`, state, { phase, title: phase, ...more });

const COMPLETE: JsonObject = {
  title: 'Move billing',
  type: 'normal',
  reason: 'It is full.',
  plan: 'Copy, switch.',
  testPlan: 'Compare.',
  rollbackPlan: 'Switch back.',
  impact: '3',
  likelihood: '3',
  systems: ['sys_1'],
  windowStart: '2026-11-02T08:00:00.000Z',
  windowEnd: '2026-11-02T18:00:00.000Z',
  assignee: 'dana',
};

export interface Given {
  readonly fields?: JsonObject;
  readonly tasks?: readonly RecordOf[];
  readonly approvals?: readonly RecordOf[];
  readonly incident?: RecordOf;
  readonly template?: RecordOf;
  readonly input?: JsonObject;
  readonly unfillable?: readonly { readonly label: string }[];
  readonly now?: string;
  readonly who?: Actor;
  readonly state?: string;
}

export const APPROVED = record('apr_1', 'approved', { digest: 'now' });
export const STEPS = [stepOf('prepare', 'done'), stepOf('implement', 'done'), stepOf('verify', 'done'), stepOf('rollback', 'skipped')];

/** Facts of a change that has everything and is approved, but for what is given. */
export function changeFactsOf(given: Given = {}): BaseFacts {
  const fields = { ...COMPLETE, ...given.fields };
  const facts = {
    record: record('chg_1', given.state ?? 'draft', fields),
    fields,
    input: given.input ?? {},
    actor: given.who ?? actor('dana', ['changes.request']),
    now: given.now ?? NOW,
    digest: 'now',
    tasks: given.tasks ?? STEPS,
    approvals: given.approvals ?? [APPROVED],
    systems: [],
    incident: given.incident,
    template: given.template,
    route: { steps: [], unfillable: given.unfillable ?? [] },
    names: { dana: 'Dana Weiss' },
  };
  return facts;
}
