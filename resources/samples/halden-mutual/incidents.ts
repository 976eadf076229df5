import type { Happened, Row } from './incident-row.ts';
import { EVERYDAY } from './incidents-everyday.ts';
import { NOTABLE } from './incidents-notable.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

const TEAM_OF: { readonly [assignee: string]: string } = {
  owen: 'operations',
  chloe: 'operations',
  marek: 'payments',
  leila: 'payments',
  beatriz: 'claims',
  callum: 'claims',
  yusuf: 'integration',
  tomasz: 'integration',
  sofia: 'infrastructure',
  jonas: 'infrastructure',
  erik: 'infrastructure',
  tanya: 'security',
  lucy: 'corporate',
  dev: 'workplace',
};

const CATEGORY: { readonly [priority: string]: string } = { p1: 'Availability', p2: 'Application', p3: 'Application', p4: 'Workplace' };

const everyday = ([title, priority, item, reported, assignee, when, resolved, code, resolution]: Row): Happened => ({
  title,
  priority,
  item,
  reported,
  assignee,
  when,
  resolution,
  by: reported,
  team: TEAM_OF[assignee] ?? 'operations',
  category: CATEGORY[priority] ?? 'Application',
  taken: 9,
  ...(resolved === undefined ? {} : { resolved }),
  ...(code === undefined ? {} : { code }),
});

export function tellIncidents(story: Teller): void {
  for (const [i, one] of [...EVERYDAY.map(everyday), ...NOTABLE].entries()) tell(story, one.key ?? `i${i}`, one);
}

function tell(story: Teller, key: string, one: Happened): void {
  const id = story.id('inc', key);
  const opened = typeof one.when === 'number' ? story.ago(one.when) : story.workday(one.when[0], one.when[1]);
  story.create(one.by, later(opened, 1), 'incidents', id, {
    title: one.title,
    priority: one.priority,
    category: one.category,
    item: story.system(one.item),
    reportedBy: story.person(one.reported),
    assignedGroup: story.id('tea', one.team),
    assignee: story.person(one.assignee),
    openedAt: opened,
    contactType: one.by === one.reported ? 'Self-service' : 'Phone',
  });
  if (one.taken === undefined) return;
  story.tell(one.assignee, later(opened, 1 + one.taken), 'incidents.begin', id);
  if (one.waitsFor !== undefined) story.tell(one.assignee, later(opened, 60 + one.taken), 'incidents.wait', id, { waitsFor: one.waitsFor });
  if (one.causedBy !== undefined) link(story, one, id, later(opened, 25), { causedBy: story.id('chg', one.causedBy) });
  if (one.resolved === undefined) return;
  const resolvedAt = later(opened, one.resolved);
  if (one.fixedBy !== undefined) link(story, one, id, later(resolvedAt, -2), { fixedBy: story.id('chg', one.fixedBy) });
  story.tell(one.assignee, resolvedAt, 'incidents.resolve', id, { resolutionCode: one.code ?? 'fixed', resolution: one.resolution ?? '' });
  if (one.closedAfter === null) return;
  const closedAt = later(resolvedAt, (one.closedAfter ?? 22) * 60);
  story.tell(one.reported, closedAt, 'incidents.close', id);
  if (one.reopened !== undefined) story.tell(one.reported, later(closedAt, 60 * 20), 'incidents.reopen', id, { reason: one.reopened });
}

const link = (story: Teller, one: Happened, id: ReturnType<Teller['id']>, at: string, fields: { readonly [field: string]: string }) =>
  story.tell(one.assignee, at, 'incidents.edit', id, { fields });
