import { type BuiltinRoleKey, newWorkspaceDrafts } from '#shared/capabilities/identity/index.ts';
import type { NewId } from '#shared/kernel/id.ts';
import type { Teller } from './teller.ts';

interface Member {
  readonly name: string;
  readonly title: string;
  readonly team: TeamKey;
  readonly manager?: string;
  readonly roles: readonly BuiltinRoleKey[];
  readonly phone: string;
}

type TeamKey = keyof typeof TEAMS;

const TEAMS = {
  operations: {
    name: 'IT Operations',
    lead: 'dana',
    description: 'Runs the schedule, the service desk and everything that is nobody else’s.',
  },
  payments: { name: 'Payments', lead: 'ravi', description: 'Premiums in, claims out: gateway, SEPA, cards, reconciliation.' },
  claims: { name: 'Policy and Claims', lead: 'ines', description: 'PolicyCore, ClaimsHub, rating and the first-notice portal.' },
  integration: { name: 'Integration Platform', lead: 'tomasz', description: 'Kafka, APIs and file transfer between all the others.' },
  corporate: {
    name: 'Customer and Corporate',
    lead: 'priya',
    description: 'Customer 360, portals, data warehouse, finance and HR systems.',
  },
  infrastructure: { name: 'Infrastructure', lead: 'stefan', description: 'Data centres Leeds and Warsaw, networks, storage, backup.' },
  security: { name: 'Information Security', lead: 'hannah', description: 'Sign-on, certificates, monitoring of attacks, investigations.' },
  workplace: { name: 'Workplace Services', lead: 'grace', description: 'Laptops, phones, mail, print, meeting rooms.' },
} as const;

/** Everyone at Halden Mutual who meets this workspace. Nadia founds it, so she is first. */
export const PEOPLE: { readonly [key: string]: Member } = {
  nadia: {
    name: 'Nadia Rahman',
    title: 'Workspace administrator',
    team: 'operations',
    manager: 'dana',
    roles: ['administrator'],
    phone: '+44 113 496 0101',
  },
  marion: { name: 'Marion Hale', title: 'Chief Information Officer', team: 'operations', roles: ['approver'], phone: '+44 113 496 0100' },
  dana: {
    name: 'Dana Whitfield',
    title: 'Head of IT Operations',
    team: 'operations',
    manager: 'marion',
    roles: ['headOfItOperations'],
    phone: '+44 113 496 0102',
  },
  aiko: {
    name: 'Aiko Mori',
    title: 'Change manager',
    team: 'operations',
    manager: 'dana',
    roles: ['changeManager'],
    phone: '+44 113 496 0103',
  },
  owen: {
    name: 'Owen Price',
    title: 'Service desk lead',
    team: 'operations',
    manager: 'dana',
    roles: ['incidentManager'],
    phone: '+44 113 496 0104',
  },
  chloe: {
    name: 'Chloe Martin',
    title: 'Service desk analyst',
    team: 'operations',
    manager: 'owen',
    roles: ['incidentManager'],
    phone: '+44 113 496 0105',
  },
  ravi: {
    name: 'Ravi Menon',
    title: 'Service owner, Payments',
    team: 'payments',
    manager: 'marion',
    roles: ['serviceOwner'],
    phone: '+44 20 7946 0111',
  },
  marek: {
    name: 'Marek Nowak',
    title: 'Payments engineer',
    team: 'payments',
    manager: 'ravi',
    roles: ['implementer'],
    phone: '+48 22 307 0112',
  },
  leila: {
    name: 'Leila Haddad',
    title: 'Payments engineer',
    team: 'payments',
    manager: 'ravi',
    roles: ['implementer'],
    phone: '+44 20 7946 0113',
  },
  ines: {
    name: 'Ines Carvalho',
    title: 'Service owner, ClaimsHub',
    team: 'claims',
    manager: 'marion',
    roles: ['serviceOwner'],
    phone: '+351 21 114 0121',
  },
  beatriz: {
    name: 'Beatriz Lopes',
    title: 'ClaimsHub engineer',
    team: 'claims',
    manager: 'ines',
    roles: ['implementer'],
    phone: '+351 21 114 0122',
  },
  callum: {
    name: 'Callum Fraser',
    title: 'PolicyCore engineer',
    team: 'claims',
    manager: 'ines',
    roles: ['implementer'],
    phone: '+44 113 496 0123',
  },
  tomasz: {
    name: 'Tomasz Zielinski',
    title: 'Lead, Integration Platform',
    team: 'integration',
    manager: 'marion',
    roles: ['implementer', 'serviceOwner'],
    phone: '+48 22 307 0131',
  },
  yusuf: {
    name: 'Yusuf Demir',
    title: 'Integration engineer',
    team: 'integration',
    manager: 'tomasz',
    roles: ['implementer'],
    phone: '+48 22 307 0132',
  },
  priya: {
    name: 'Priya Raman',
    title: 'Service owner, Customer and Data',
    team: 'corporate',
    manager: 'marion',
    roles: ['serviceOwner'],
    phone: '+44 113 496 0141',
  },
  henrik: {
    name: 'Henrik Olsen',
    title: 'Service owner, Finance and HR',
    team: 'corporate',
    manager: 'marion',
    roles: ['serviceOwner'],
    phone: '+44 113 496 0142',
  },
  lucy: {
    name: 'Lucy Brennan',
    title: 'SAP basis engineer',
    team: 'corporate',
    manager: 'henrik',
    roles: ['implementer'],
    phone: '+44 113 496 0143',
  },
  stefan: {
    name: 'Stefan Brandt',
    title: 'Head of Infrastructure, deputy change manager',
    team: 'infrastructure',
    manager: 'marion',
    roles: ['serviceOwner', 'changeManager'],
    phone: '+48 22 307 0151',
  },
  sofia: {
    name: 'Sofia Rinaldi',
    title: 'Database administrator',
    team: 'infrastructure',
    manager: 'stefan',
    roles: ['implementer'],
    phone: '+44 113 496 0152',
  },
  jonas: {
    name: 'Jonas Weber',
    title: 'Network engineer',
    team: 'infrastructure',
    manager: 'stefan',
    roles: ['implementer'],
    phone: '+48 22 307 0153',
  },
  erik: {
    name: 'Erik Johansson',
    title: 'Systems engineer',
    team: 'infrastructure',
    manager: 'stefan',
    roles: ['implementer'],
    phone: '+44 113 496 0154',
  },
  hannah: {
    name: 'Hannah Lindqvist',
    title: 'Information security officer',
    team: 'security',
    manager: 'marion',
    roles: ['securityOfficer', 'serviceOwner'],
    phone: '+44 113 496 0161',
  },
  tanya: {
    name: 'Tanya Petrova',
    title: 'Security analyst',
    team: 'security',
    manager: 'hannah',
    roles: ['implementer', 'incidentManager'],
    phone: '+44 113 496 0162',
  },
  grace: {
    name: 'Grace Okonkwo',
    title: 'Lead, Workplace Services',
    team: 'workplace',
    manager: 'dana',
    roles: ['assetManager', 'approver'],
    phone: '+44 113 496 0171',
  },
  dev: {
    name: 'Dev Patel',
    title: 'Asset coordinator',
    team: 'workplace',
    manager: 'grace',
    roles: ['assetManager'],
    phone: '+44 113 496 0172',
  },
  fiona: {
    name: 'Fiona Gallagher',
    title: 'Internal auditor',
    team: 'operations',
    manager: 'marion',
    roles: ['auditor'],
    phone: '+44 113 496 0181',
  },
  samir: {
    name: 'Samir Aziz',
    title: 'PolicyCore engineer',
    team: 'claims',
    manager: 'ines',
    roles: ['implementer'],
    phone: '+44 113 496 0124',
  },
};

const mailOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@haldenmutual.example`;

/** The founding: roles, people, teams, and who has left since. */
export function tellPeople(story: Teller, newId: NewId): void {
  const founded = story.workday(-88, '08:30');
  const { nadia, ...others } = PEOPLE;
  if (!nadia) throw new Error('Nadia founds the workspace');
  const start = newWorkspaceDrafts({ name: nadia.name, email: mailOf(nadia.name), title: nadia.title }, newIdOf(story, newId));
  for (const draft of start.drafts) story.tell('system', founded, draft.name, draft.recordId, draft.input);

  const teamOf = (team: TeamKey) => story.id('tea', team);
  for (const [key, { name, description }] of Object.entries(TEAMS))
    story.create('nadia', story.workday(-88, '08:40'), 'teams', story.id('tea', key), { name, description });
  for (const [key, { name, title, team, manager, roles, phone }] of Object.entries(others))
    story.create('nadia', story.workday(-88, '08:50'), 'people', story.person(key), {
      name,
      title,
      phone,
      email: mailOf(name),
      team: teamOf(team),
      roles: roles.map((role) => start.roleIds[role]),
      active: true,
      ...(manager === undefined ? {} : { manager: story.person(manager) }),
    });
  story.tell('nadia', story.workday(-88, '09:20'), 'people.edit', story.person('nadia'), {
    fields: { team: teamOf(nadia.team), phone: nadia.phone, manager: story.person('dana') },
  });
  for (const [key, { lead }] of Object.entries(TEAMS))
    story.tell('nadia', story.workday(-88, '09:30'), 'teams.edit', story.id('tea', key), { fields: { lead: story.person(lead) } });
  story.tell('nadia', story.workday(-20, '17:00'), 'people.edit', story.person('samir'), { fields: { active: false } });
}

/** The first person's id is the one that the story knows Nadia by. */
const newIdOf =
  (story: Teller, newId: NewId): NewId =>
  (prefix, at) =>
    prefix === 'per' ? story.person('nadia') : newId(prefix, at);

/** Who decides for whom while somebody is away: one that holds now, others that are over, to come or called off. */
export function tellDelegations(story: Teller): void {
  const delegate = (from: string, to: string, told: string, [startsAt, endsAt]: readonly [string, string], reason: string) =>
    story.create(from, told, 'delegations', story.id('del', from), {
      from: story.person(from),
      to: story.person(to),
      startsAt,
      endsAt,
      reason,
    });
  const days = (first: readonly [number, string], last: readonly [number, string]) =>
    [story.workday(...first), story.workday(...last)] as const;
  delegate(
    'henrik',
    'dana',
    story.workday(-4, '15:10'),
    days([-3, '00:00'], [8, '08:00']),
    'Parental leave. Lucy knows every detail of the finance systems.',
  );
  delegate('priya', 'ines', story.workday(-85, '11:00'), days([-84, '08:00'], [-80, '18:00']), 'Annual leave.');
  delegate('dana', 'stefan', story.ago(26), days([14, '08:00'], [19, '18:00']), 'At the supervisor’s annual review in Brussels.');
  delegate('hannah', 'tomasz', story.workday(-12, '09:00'), days([-10, '08:00'], [-6, '18:00']), 'Conference in Stockholm.');
  story.tell('hannah', story.workday(-11, '16:20'), 'delegations.revoke', story.id('del', 'hannah'), {
    note: 'I take part from here; the conference is on line this year.',
  });
}
