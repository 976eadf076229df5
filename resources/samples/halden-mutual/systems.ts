import { BUSINESS } from './systems-business.ts';
import { PLATFORM } from './systems-platform.ts';
import type { SystemTable } from './system-row.ts';
import type { Teller } from './teller.ts';

/** The systems of Halden Mutual: who answers for each, who runs it, and what it cannot work without. */
export const SYSTEMS: SystemTable = { ...BUSINESS, ...PLATFORM };

/** Nadia brings the systems in from the old configuration list, a team at a time, then draws what depends on what. */
export function tellSystems(story: Teller): void {
  const told = story.workday(-87, '09:00');
  for (const [key, { needs: _needs, support, owner, team, environment = 'production', status = 'live', ...fields }] of Object.entries(
    SYSTEMS,
  ))
    story.tell('nadia', told, 'systems.create', story.system(key), {
      externalId: `cmdb:${key}`,
      fields: {
        ...fields,
        environment,
        status,
        owner: story.person(owner),
        team: story.id('tea', team),
        ...(support === undefined ? {} : { supportEndsAt: story.date(support) }),
      },
    });
  for (const [key, { needs = [] }] of Object.entries(SYSTEMS))
    if (needs.length > 0)
      story.tell('nadia', story.workday(-87, '11:30'), 'systems.edit', story.system(key), {
        fields: { dependsOn: needs.map(story.system) },
      });
}
