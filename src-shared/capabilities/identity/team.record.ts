import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { prose, ref, text } from '#shared/model/field.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import { anyone, granted } from '#shared/model/permission.ts';
import type { Reader } from '#shared/model/reader.ts';
import { isActive } from './role.rules.ts';

interface TeamFacts extends BaseFacts {
  readonly members: number;
}

export const team = defineRecord({
  kind: 'team',
  prefix: 'tea',
  plural: 'teams',
  label: 'name',
  wording: { one: 'Team', many: 'Teams', empty: 'A team owns systems, takes incidents and can sit in an approval as a group.' },
  columns: ['name', 'lead'],
  permissions: {
    read: anyone,
    create: granted('people.manage', 'the right to manage people'),
    edit: granted('people.manage', 'the right to manage people'),
  },
  fields: {
    name: text({ label: 'Name', required: true, head: true, max: 120 }),
    lead: ref('person', { label: 'Lead', head: true }),
    description: prose({ label: 'Description' }),
  },
  facts: async (base, reader: Reader): Promise<TeamFacts> => ({
    ...base,
    members: base.record.version === 0 ? 0 : (await reader.related('person', 'team', base.record.id)).filter(isActive).length,
  }),
  archivable: ({ members }): Unmet[] =>
    members === 0
      ? []
      : [
          {
            code: 'team.hasMembers',
            message: `${members} active ${members === 1 ? 'person is' : 'people are'} in this team.`,
            params: { members },
            help: 'Move them to another team first.',
          },
        ],
});
