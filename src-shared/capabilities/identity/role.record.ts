import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { choices, prose, text } from '#shared/model/field.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import { anyone, granted } from '#shared/model/permission.ts';
import type { Reader } from '#shared/model/reader.ts';
import { grantsBeyond, type RoleHolding, roleHolding } from './role.rules.ts';
import { GRANTS, grantWords } from './grants.ts';

interface RoleFacts extends BaseFacts, RoleHolding {}

export const role = defineRecord({
  kind: 'role',
  prefix: 'rol',
  plural: 'roles',
  label: 'name',
  wording: { one: 'Role', many: 'Roles', empty: 'Roles say what people may do. A new workspace starts with eleven of them.' },
  columns: ['name', 'key', 'grants'],
  permissions: {
    read: anyone,
    create: granted('people.manage', 'the right to manage people'),
    edit: granted('people.manage', 'the right to manage people'),
  },
  fields: {
    name: text({ label: 'Name', required: true, head: true }),
    key: text({
      label: 'Key',
      required: true,
      head: true,
      max: 60,
      help: 'What approval routes call this role. It stays when the name changes.',
    }),
    grants: choices(GRANTS, { label: 'May', head: true, help: 'What everyone with this role may do.' }),
    description: prose({ label: 'Description' }),
  },
  facts: async (base, reader: Reader): Promise<RoleFacts> => ({ ...base, ...(await roleHolding(base, reader)) }),
  check: (fields, facts): Unmet[] => [
    ...(facts.hasSameKey ? [{ code: 'role.keyTaken', message: `Another role has the key “${fields.key}”.`, field: 'key' }] : []),
    ...grantsBeyond(facts.actor, fields.grants ?? [], facts.record.fields['grants']).map((grant): Unmet => ({
      code: 'role.beyondYours',
      message: `You cannot grant what you may not do yourself: ${grantWords(grant)}.`,
      params: { grant },
      help: 'Ask someone who has this right.',
      field: 'grants',
    })),
  ],
  editable: (facts, names): Unmet[] =>
    names.includes('grants') && facts.isLastAdministration && !wantsAdmin(facts)
      ? [
          {
            code: 'role.lastAdministrator',
            message: 'Nobody would be left who may administer the workspace.',
            help: 'Give another person a role that administers first.',
            field: 'grants',
          },
        ]
      : [],
  archivable: ({ holders }): Unmet[] =>
    holders.length === 0
      ? []
      : [
          {
            code: 'role.held',
            message: `${holders.slice(0, 3).join(', ')}${holders.length > 3 ? ` and ${holders.length - 3} more` : ''} ${holders.length === 1 ? 'has' : 'have'} this role.`,
            params: { count: holders.length },
            help: 'Take it from them first.',
          },
        ],
});

function wantsAdmin({ input }: BaseFacts): boolean {
  const fields = input['fields'];
  const wanted = typeof fields === 'object' && fields !== null && 'grants' in fields ? fields['grants'] : undefined;
  return Array.isArray(wanted) && wanted.includes('admin');
}
