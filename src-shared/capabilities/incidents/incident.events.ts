import { choice, prose, ref } from '#shared/model/field.ts';
import type { BaseFacts, EventSpec } from '#shared/model/lifecycle.ts';
import { anyone, created, granted, inTeam, named, or } from '#shared/model/permission.ts';

/** What an incident can wait for, and how it can be resolved. */
export const WAITS = {
  user: 'Information from the person who reported it',
  vendor: 'The vendor',
  problem: 'The analysis of the underlying problem',
  evidence: 'Evidence',
  change: 'A change',
} as const;
export const RESOLUTIONS = {
  fixed: 'Fixed',
  workaround: 'Worked around',
  byChange: 'Fixed by a change',
  notReproducible: 'Could not be reproduced',
  duplicate: 'Duplicate of another incident',
  noFault: 'No fault found',
} as const;

const works = or(
  granted('incidents.manage', 'the right to manage incidents'),
  named('assignee', 'being assigned to it'),
  inTeam('assignedGroup', 'being in the team it is assigned to'),
);
const count = ({ record }: BaseFacts, field: string) => {
  const value = record.fields[field];
  return (typeof value === 'number' ? value : 0) + 1;
};

export const incidentEvents = {
  begin: {
    label: 'Start work',
    past: 'begun',
    permission: works,
    input: { assignee: ref('person', { label: 'Assigned to', help: 'Left empty, it is yours.' }) },
    effect: ({ record, input, actor }) => ({ assignee: input['assignee'] ?? record.fields['assignee'] ?? actor.personId }),
    tone: 'primary',
  },
  wait: {
    label: 'Wait',
    past: 'paused',
    permission: works,
    input: { waitsFor: choice(WAITS, { label: 'Waits for', required: true }), note: prose({ label: 'Note' }) },
    effect: ({ input }) => ({ waitsFor: input['waitsFor'] ?? null }),
    undo: 'resume',
  },
  resume: { label: 'Resume', past: 'resumed', permission: works, effect: () => ({ waitsFor: null }), tone: 'primary' },
  resolve: {
    label: 'Resolve',
    past: 'resolved',
    permission: works,
    input: {
      resolutionCode: choice(RESOLUTIONS, { label: 'How it was resolved', required: true }),
      resolution: prose({ label: 'Resolution', required: true, help: 'What was done, so that the next one goes faster.' }),
    },
    effect: ({ input, now }) => ({
      resolutionCode: input['resolutionCode'] ?? null,
      resolution: input['resolution'] ?? null,
      resolvedAt: now,
      waitsFor: null,
    }),
    undo: 'reopen',
    tone: 'primary',
  },
  close: {
    label: 'Close',
    past: 'closed',
    permission: or(works, named('reportedBy', 'having reported it'), created),
    effect: ({ now }) => ({ closedAt: now }),
    undo: 'reopen',
    tone: 'primary',
  },
  reopen: {
    label: 'Reopen',
    past: 'reopened',
    permission: anyone,
    input: { reason: prose({ label: 'Why' }) },
    effect: (facts) => ({ reopened: count(facts, 'reopened'), resolvedAt: null, closedAt: null, resolutionCode: null, resolution: null }),
  },
} as const satisfies { readonly [event: string]: EventSpec<BaseFacts> };
