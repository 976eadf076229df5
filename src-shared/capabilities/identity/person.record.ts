import type { Json } from '#shared/kernel/json.ts';
import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { flag, ref, refs, text } from '#shared/model/field.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import { anyone, granted, or, permission } from '#shared/model/permission.ts';
import type { Reader } from '#shared/model/reader.ts';
import { textsIn, fieldIn } from '#shared/model/values.ts';
import { administratorIds, grantsBeyond } from './role.rules.ts';
import { grantWords } from './grants.ts';

interface PersonFacts extends BaseFacts {
  /** The grants of the roles that the person has, and of those that they would have. */
  readonly grantsNow: readonly string[];
  readonly grantsThen: readonly string[];
  readonly otherAdministrators: number;
  readonly managers: readonly string[];
  readonly hasSameEmail: boolean;
}

const managesPeople = granted('people.manage', 'the right to manage people');
const themselves = permission('being this person', ({ actor, record }) => record?.id === actor.personId);
/** What people keep up themselves. Everything else says what they may do or for whom they work. */
const OWN_FIELDS = new Set(['phone', 'email']);

export const person = defineRecord({
  kind: 'person',
  prefix: 'per',
  plural: 'people',
  label: 'name',
  wording: { one: 'Person', many: 'People', empty: 'Everyone who requests, approves or carries out a change is a person here.' },
  columns: ['name', 'title', 'team', 'roles', 'active'],
  permissions: { read: anyone, create: managesPeople, edit: or(managesPeople, themselves), archive: managesPeople },
  fields: {
    name: text({ label: 'Name', required: true, head: true, classification: 'personal', max: 120 }),
    title: text({ label: 'Title', head: true, max: 120, help: 'What they do, e.g. “Head of IT Operations”.' }),
    email: text({ label: 'E-mail', head: true, classification: 'personal' }),
    phone: text({ label: 'Phone', classification: 'personal', max: 60 }),
    team: ref('team', { label: 'Team', head: true }),
    manager: ref('person', { label: 'Manager', head: true }),
    roles: refs('role', { label: 'Roles', head: true }),
    active: flag({
      label: 'Active',
      head: true,
      help: 'Clear it when someone leaves: they can no longer sign in, and their delegations end.',
    }),
  },
  facts: async (base, reader: Reader): Promise<PersonFacts> => ({ ...base, ...(await surroundings(base, reader)) }),
  check: (fields, facts): Unmet[] => [
    ...(facts.hasSameEmail
      ? [{ code: 'person.emailTaken', message: `Someone else here has the address ${fields.email}.`, field: 'email' }]
      : []),
    ...grantsBeyond(facts.actor, facts.grantsThen, facts.grantsNow).map((grant): Unmet => ({
      code: 'person.roleBeyondYours',
      message: `These roles may ${grantWords(grant)}, which you may not.`,
      params: { grant },
      help: 'You can give only what you have. Ask someone who has this right.',
      field: 'roles',
    })),
    ...(fields.manager !== null && fields.manager !== undefined && facts.managers.includes(facts.record.id)
      ? [{ code: 'person.managerCircle', message: 'A person cannot be their own manager, directly or through others.', field: 'manager' }]
      : []),
  ],
  editable: (facts, names): Unmet[] => [...onlyOwnFields(facts, names), ...keepsAdministrator(facts)],
  archivable: ({ record }): Unmet[] =>
    record.fields['active'] === false
      ? []
      : [
          {
            code: 'person.active',
            message: 'An active person is not archived.',
            help: 'When someone leaves, clear “Active” first. What they did stays in every history.',
          },
        ],
});

async function surroundings({ record, input }: BaseFacts, reader: Reader): Promise<Omit<PersonFacts, keyof BaseFacts>> {
  const email = fieldIn(input, 'email');
  const manager = fieldIn(input, 'manager');
  const rolesNow = textsIn(record.fields['roles']);
  const rolesThen = fieldIn(input, 'roles') === undefined ? rolesNow : textsIn(fieldIn(input, 'roles'));
  const now = await grantsIn(reader, rolesNow);
  const [then, administrators, sameEmail, managers] = await Promise.all([
    grantsIn(reader, rolesThen),
    now.includes('admin') ? administratorIds(reader) : [],
    typeof email === 'string' ? reader.list({ kind: 'person', where: [{ column: 'email', op: 'is', value: email }] }) : [],
    typeof manager === 'string' ? managersAbove(reader, manager) : [],
  ]);
  return {
    grantsNow: now,
    grantsThen: then,
    otherAdministrators: administrators.filter((id) => id !== record.id).length,
    hasSameEmail: sameEmail.some((head) => head.id !== record.id),
    managers,
  };
}

const grantsIn = async (reader: Reader, roleIds: readonly string[]): Promise<string[]> => [
  ...new Set((await reader.many(roleIds)).flatMap((role) => textsIn(role.fields['grants']))),
];

/** The line of managers from one person up, that person first. Stops where it would turn in a circle. */
async function managersAbove(reader: Reader, start: string): Promise<string[]> {
  const line: string[] = [];
  let next: Json | undefined = start;
  while (typeof next === 'string' && !line.includes(next)) {
    line.push(next);
    next = (await reader.get(next))?.fields['manager'];
  }
  return line;
}

function onlyOwnFields(facts: PersonFacts, names: readonly string[]): Unmet[] {
  const others = names.filter((name) => !OWN_FIELDS.has(name));
  if (others.length === 0 || facts.actor.isSystem || managesPeople.test({ actor: facts.actor })) return [];
  return others.map((name) => ({
    code: 'person.notYours',
    message: 'You keep up your own phone and e-mail; the rest is for those who manage people.',
    field: name,
  }));
}

/** A workspace always has someone who may administer it. */
function keepsAdministrator(facts: PersonFacts): Unmet[] {
  if (!facts.grantsNow.includes('admin') || facts.otherAdministrators > 0) return [];
  const leaves = fieldIn(facts.input, 'active') === false;
  if (!leaves && facts.grantsThen.includes('admin')) return [];
  return [
    {
      code: 'person.lastAdministrator',
      message: 'This is the last person who may administer the workspace.',
      help: 'Make another person administrator first.',
      field: leaves ? 'active' : 'roles',
    },
  ];
}
