import type { JsonObject } from '#shared/kernel/json.ts';
import { PEOPLE } from './people.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

const EUR = (euros: number) => ({ amount: euros * 100, currency: 'EUR' });
const serial = (prefix: string, n: number) =>
  `${prefix}${((n * 48_271 + 11_311) % 60_466_176).toString(36).toUpperCase().padStart(6, '0')}`;
const tag = (n: number) => `HM-${String(4100 + n)}`;

/** What was there when the workspace began: brought in from the old asset list by Dev, in the state that it had. */
interface Existing {
  readonly name: string;
  readonly class: string;
  readonly model: string;
  readonly vendor: string;
  readonly cost: number;
  readonly location: string;
  /** Days ago; the warranty follows from it. */
  readonly bought: number;
  readonly years: number;
  readonly state: string;
  readonly owner?: string;
  readonly system?: string;
  readonly fields?: JsonObject;
}

const LAPTOPS = [
  { model: 'ThinkPad T14 Gen 5', vendor: 'Lenovo', cost: 1649 },
  { model: 'MacBook Pro 14', vendor: 'Apple', cost: 2399 },
  { model: 'Latitude 7450', vendor: 'Dell', cost: 1599 },
] as const;
const SITE: { readonly [team: string]: string } = { payments: 'London', claims: 'Lisbon', integration: 'Warsaw', infrastructure: 'Warsaw' };

function existing(): Existing[] {
  const people = Object.entries(PEOPLE).filter(([key]) => key !== 'samir');
  const laptops = people.map(([owner, { name, team }], i): Existing => {
    const kind = LAPTOPS[i % LAPTOPS.length] ?? LAPTOPS[0];
    return {
      ...kind,
      name: `Laptop ${name}`,
      class: 'laptop',
      location: SITE[team] ?? 'Leeds',
      bought: 160 + ((i * 83) % 900),
      years: 3,
      state: 'inUse',
      owner,
    };
  });
  const phones = people
    .filter((_, i) => i % 2 === 0)
    .map(([owner, { name, team }], i): Existing => ({
      name: `Phone ${name}`,
      class: 'phone',
      model: i % 3 === 0 ? 'iPhone 15' : 'Pixel 8',
      vendor: i % 3 === 0 ? 'Apple' : 'Google',
      cost: 749,
      location: SITE[team] ?? 'Leeds',
      bought: 120 + ((i * 61) % 500),
      years: 2,
      state: 'inUse',
      owner,
    }));
  const pool = Array.from({ length: 8 }, (_, i): Existing => ({
    ...(LAPTOPS[i % 2 === 0 ? 0 : 2] ?? LAPTOPS[0]),
    name: `Pool laptop ${i + 1}`,
    class: 'laptop',
    location: 'Leeds, store 1',
    bought: 400 + i * 70,
    years: 3,
    state: 'inStock.available',
  }));
  const monitors = Array.from({ length: 10 }, (_, i): Existing => ({
    name: `Monitor, 27 inch, no. ${i + 1}`,
    class: 'monitor',
    model: 'UltraSharp U2724D',
    vendor: 'Dell',
    cost: 429,
    location: i < 6 ? 'Leeds, store 1' : 'Lisbon, store',
    bought: 300 + i * 40,
    years: 3,
    state: 'inStock.available',
  }));
  return [...laptops, ...phones, ...pool, ...monitors, ...CENTRE];
}

const host = (n: number, where: string, system: string, bought: number): Existing => ({
  name: `Host ${where.slice(0, 3).toLowerCase()}-esx${String(n).padStart(2, '0')}`,
  class: 'server',
  model: 'ProLiant DL380 Gen10',
  vendor: 'HPE',
  cost: 11_800,
  location: where,
  bought,
  years: 5,
  state: 'inUse',
  system,
});

/** What stands in the data centres and offices. */
const CENTRE: readonly Existing[] = [
  ...[1, 2, 3, 4, 5, 6].map((n) => host(n, 'Leeds, hall 2', 'vmleeds', 1500 + n * 20)),
  ...[1, 2, 3, 4].map((n) => host(n, 'Warsaw, hall A', 'vmwarsaw', 620 + n * 15)),
  {
    name: 'Core switch Leeds 1',
    class: 'network',
    model: 'Catalyst 9500-48Y4C',
    vendor: 'Cisco',
    cost: 18_900,
    location: 'Leeds, hall 2',
    bought: 2350,
    years: 5,
    state: 'inUse',
    system: 'netleeds',
  },
  {
    name: 'Core switch Leeds 2',
    class: 'network',
    model: 'Catalyst 9500-48Y4C',
    vendor: 'Cisco',
    cost: 18_900,
    location: 'Leeds, hall 2',
    bought: 2350,
    years: 5,
    state: 'inUse',
    system: 'netleeds',
  },
  {
    name: 'Core switch Warsaw 1',
    class: 'network',
    model: 'Catalyst 9500X',
    vendor: 'Cisco',
    cost: 24_300,
    location: 'Warsaw, hall A',
    bought: 420,
    years: 5,
    state: 'inUse',
    system: 'netwarsaw',
  },
  {
    name: 'Core switch Warsaw 2',
    class: 'network',
    model: 'Catalyst 9500X',
    vendor: 'Cisco',
    cost: 24_300,
    location: 'Warsaw, hall A',
    bought: 420,
    years: 5,
    state: 'inUse',
    system: 'netwarsaw',
  },
  {
    name: 'Firewall Leeds A',
    class: 'network',
    model: 'PA-3430',
    vendor: 'Palo Alto',
    cost: 31_500,
    location: 'Leeds, hall 2',
    bought: 700,
    years: 5,
    state: 'inUse',
    system: 'firewall',
  },
  {
    name: 'Firewall Warsaw A',
    class: 'network',
    model: 'PA-3430',
    vendor: 'Palo Alto',
    cost: 31_500,
    location: 'Warsaw, hall A',
    bought: 690,
    years: 5,
    state: 'inUse',
    system: 'firewall',
  },
  {
    name: 'Storage array Leeds',
    class: 'storage',
    model: 'FlashArray X50',
    vendor: 'Pure Storage',
    cost: 186_000,
    location: 'Leeds, hall 2',
    bought: 1380,
    years: 5,
    state: 'inUse',
    system: 'san',
  },
  {
    name: 'Storage array Warsaw',
    class: 'storage',
    model: 'FlashArray X70',
    vendor: 'Pure Storage',
    cost: 241_000,
    location: 'Warsaw, hall A',
    bought: 560,
    years: 5,
    state: 'inUse',
    system: 'sanw',
  },
  {
    name: 'Hardware security module Leeds 1',
    class: 'other',
    model: 'Primus X700',
    vendor: 'Securosys',
    cost: 38_000,
    location: 'Leeds, cage 4',
    bought: 820,
    years: 5,
    state: 'inUse',
    system: 'hsm',
  },
  {
    name: 'Hardware security module Leeds 2',
    class: 'other',
    model: 'Primus X700',
    vendor: 'Securosys',
    cost: 38_000,
    location: 'Leeds, cage 4',
    bought: 820,
    years: 5,
    state: 'inUse',
    system: 'hsm',
  },
  {
    name: 'Tape library Leeds',
    class: 'storage',
    model: 'MSL3040',
    vendor: 'HPE',
    cost: 14_200,
    location: 'Leeds, hall 2',
    bought: 2100,
    years: 5,
    state: 'inMaintenance',
    system: 'backup',
    fields: { condition: 'The gripper jams. A technician comes on Thursdays.' },
  },
  {
    name: 'Power supply Warsaw',
    class: 'power',
    model: 'Symmetra PX 96',
    vendor: 'APC',
    cost: 52_000,
    location: 'Warsaw, hall A',
    bought: 1900,
    years: 10,
    state: 'inUse',
  },
  {
    name: 'Multifunction printer floor 3',
    class: 'printer',
    model: 'imageRUNNER C3926',
    vendor: 'Canon',
    cost: 4100,
    location: 'Leeds, floor 3',
    bought: 980,
    years: 4,
    state: 'inUse',
    system: 'print',
  },
  {
    name: 'Multifunction printer floor 5',
    class: 'printer',
    model: 'imageRUNNER C3926',
    vendor: 'Canon',
    cost: 4100,
    location: 'Leeds, floor 5',
    bought: 980,
    years: 4,
    state: 'inUse',
    system: 'print',
  },
  {
    name: 'Label printer, post room',
    class: 'printer',
    model: 'ZD421',
    vendor: 'Zebra',
    cost: 520,
    location: 'Leeds, post room',
    bought: 1400,
    years: 2,
    state: 'inStock.defective',
    fields: { condition: 'Feeds two labels at once.' },
  },
  {
    name: 'Storage shelf of the old array, no. 1',
    class: 'storage',
    model: 'EonStor DS',
    vendor: 'Infortrend',
    cost: 9000,
    location: 'Leeds, hall 1',
    bought: 3300,
    years: 5,
    state: 'retired',
    fields: { erasure: 'kept' },
  },
  {
    name: 'Storage shelf of the old array, no. 2',
    class: 'storage',
    model: 'EonStor DS',
    vendor: 'Infortrend',
    cost: 9000,
    location: 'Leeds, hall 1',
    bought: 3300,
    years: 5,
    state: 'retired',
    fields: { erasure: 'wiped' },
  },
  {
    name: 'Fax server',
    class: 'server',
    model: 'XMediusFAX',
    vendor: 'OpenText',
    cost: 3800,
    location: 'Leeds, hall 1',
    bought: 3900,
    years: 3,
    state: 'inUse',
    system: 'telephony',
  },
  {
    name: 'Van for the post round',
    class: 'vehicle',
    model: 'e-Kangoo',
    vendor: 'Renault',
    cost: 29_900,
    location: 'Leeds, yard',
    bought: 510,
    years: 4,
    state: 'inUse',
  },
  {
    name: 'Licence, diagram editor, 40 seats',
    class: 'licence',
    model: 'Team',
    vendor: 'Lucid',
    cost: 3360,
    location: 'Leeds',
    bought: 200,
    years: 1,
    state: 'inUse',
  },
  {
    name: 'Licence, load test, 5 000 users',
    class: 'licence',
    model: 'Enterprise',
    vendor: 'Grafana',
    cost: 8900,
    location: 'Leeds',
    bought: 330,
    years: 1,
    state: 'inUse',
  },
  {
    name: 'Licence, PDF editor, 60 seats',
    class: 'licence',
    model: 'Pro',
    vendor: 'Foxit',
    cost: 5400,
    location: 'Leeds',
    bought: 90,
    years: 1,
    state: 'inUse',
  },
];

export const assetKey = (name: string) => `a ${name}`;

export function tellAssets(story: Teller): void {
  const told = story.workday(-86, '10:00');
  for (const [i, { cost, bought, years, state, owner, system, fields, ...rest }] of existing().entries()) {
    const id = story.id('ast', assetKey(rest.name));
    story.tell('dev', later(told, i), 'assets.import', id, {
      state,
      externalId: `assets:${4100 + i}`,
      fields: {
        ...rest,
        ...fields,
        cost: EUR(cost),
        serial: serial(rest.class.slice(0, 2).toUpperCase(), i + 1),
        tag: tag(i),
        purchasedAt: story.date(-bought),
        warrantyEndsAt: story.date(-bought + years * 365),
        ...(owner === undefined ? {} : { owner: story.person(owner), team: story.id('tea', PEOPLE[owner]?.team ?? '') }),
        ...(system === undefined ? {} : { system: story.system(system) }),
      },
    });
  }
}
