import { defineRecord } from '#shared/model/definition.ts';
import { choice, instant, number, prose, ref, text } from '#shared/model/field.ts';
import { anyone, created, granted, inTeam, named, or } from '#shared/model/permission.ts';
import { leavesOf } from '#shared/model/lifecycle.ts';
import { restrictedTo, restrictsToOwnTeam } from '../identity/index.ts';
import { incidentLifecycle } from './incident.lifecycle.ts';
import { RESOLUTIONS, WAITS } from './incident.events.ts';

const scale = { high: { label: '1 – High', rank: 1 }, medium: { label: '2 – Medium', rank: 2 }, low: { label: '3 – Low', rank: 3 } };
const managesIncidents = granted('incidents.manage', 'the right to manage incidents');

export const incident = defineRecord({
  kind: 'incident',
  prefix: 'inc',
  plural: 'incidents',
  numbering: 'INC',
  label: 'title',
  wording: {
    one: 'Incident',
    many: 'Incidents',
    empty: 'What broke, when, and which change caused or fixed it. Import them from your service desk.',
  },
  columns: ['title', 'priority', 'item', 'assignedGroup', 'assignee', 'openedAt'],
  permissions: {
    read: anyone,
    create: anyone,
    edit: or(
      managesIncidents,
      named('assignee', 'being assigned to it'),
      inTeam('assignedGroup', 'being in the team it is assigned to'),
      created,
    ),
    archive: managesIncidents,
  },
  visibility: { field: 'restrictedTo' },
  fields: {
    title: text({ label: 'Short description', required: true, head: true }),
    description: prose({ label: 'Description' }),
    priority: choice(
      {
        p1: { label: '1 – Critical', rank: 1, tone: 'risk' },
        p2: { label: '2 – High', rank: 2 },
        p3: { label: '3 – Moderate', rank: 3 },
        p4: { label: '4 – Low', rank: 4 },
      },
      { label: 'Priority', head: true },
    ),
    impact: choice(scale, { label: 'Impact', group: 'Classification' }),
    urgency: choice(scale, { label: 'Urgency', group: 'Classification' }),
    category: text({ label: 'Category', head: true, max: 120, group: 'Classification' }),
    subcategory: text({ label: 'Subcategory', max: 120, group: 'Classification' }),
    item: ref('system', { label: 'System', head: true }),
    reportedBy: ref('person', { label: 'Reported by', head: true, group: 'People' }),
    assignee: ref('person', { label: 'Assigned to', head: true, group: 'People' }),
    assignedGroup: ref('team', { label: 'Team', head: true, group: 'People' }),
    contactType: text({ label: 'Came in by', max: 60, group: 'People' }),
    location: text({ label: 'Location', max: 120, group: 'People' }),
    restrictedTo: restrictedTo({ group: 'People' }),
    openedAt: instant({ label: 'Opened', head: true, group: 'Times' }),
    resolvedAt: instant({ label: 'Resolved', head: true, derived: true, group: 'Times' }),
    closedAt: instant({ label: 'Closed', head: true, derived: true, group: 'Times' }),
    waitsFor: choice(WAITS, { label: 'Waits for', head: true, derived: true }),
    causedBy: ref('change', { label: 'Caused by change', head: true, group: 'Changes' }),
    fixedBy: ref('change', { label: 'Fixed by change', head: true, group: 'Changes' }),
    resolutionCode: choice(RESOLUTIONS, { label: 'How it was resolved', derived: true, group: 'Resolution' }),
    resolution: prose({ label: 'Resolution', derived: true, group: 'Resolution' }),
    reopened: number({ label: 'Times reopened', derived: true, whole: true, min: 0, group: 'Resolution' }),
    reassigned: number({ label: 'Times reassigned', derived: true, whole: true, min: 0, group: 'Resolution' }),
  },
  lifecycle: incidentLifecycle,
  check: ({ openedAt, restrictedTo: team }, facts) => [
    ...(typeof openedAt === 'string' && Date.parse(openedAt) > Date.parse(facts.now)
      ? [{ code: 'incident.opensLater', message: 'It cannot have been opened in the future.', field: 'openedAt' }]
      : []),
    ...restrictsToOwnTeam(team, facts),
  ],
  archivable: ({ record }) =>
    record.state === 'closed'
      ? []
      : [{ code: 'incident.open', message: 'It is not closed.', help: 'Resolve and close it first; it stays findable.' }],
  imports: { states: leavesOf(incidentLifecycle) },
});
