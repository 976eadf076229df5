import { CENTRE } from './assets-centre.ts';
import type { Existing } from './asset-row.ts';
import { PEOPLE } from './people.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

const EUR = (euros: number) => ({ amount: euros * 100, currency: 'EUR' });
const serial = (prefix: string, n: number) =>
  `${prefix}${((n * 48_271 + 11_311) % 60_466_176).toString(36).toUpperCase().padStart(6, '0')}`;
const tag = (n: number) => `HM-${String(4100 + n)}`;

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
  const displays = ['Aire, Leeds', 'Calder, Leeds', 'Wharfe, Leeds', 'Tejo, Lisbon', 'Wisła, Warsaw'].map((room, i): Existing => ({
    name: `Display, meeting room ${room}`,
    class: 'peripheral',
    model: 'Surface Hub 3',
    vendor: 'Microsoft',
    cost: 8200,
    location: room.split(', ')[1] ?? 'Leeds',
    bought: 240 + i * 30,
    years: 3,
    state: 'inUse',
  }));
  const access = Array.from({ length: 6 }, (_, i): Existing => ({
    name: `Access switch Leeds, floor ${i + 1}`,
    class: 'network',
    model: 'Catalyst 9300-48UXM',
    vendor: 'Cisco',
    cost: 6900,
    location: `Leeds, floor ${i + 1}`,
    bought: 1300 + i * 12,
    years: 5,
    state: 'inUse',
    system: 'netleeds',
  }));
  const tablets = Array.from({ length: 6 }, (_, i): Existing => ({
    name: `Tablet for experts, no. ${i + 1}`,
    class: 'tablet',
    model: 'iPad Air',
    vendor: 'Apple',
    cost: 689,
    location: i < 4 ? 'Lisbon' : 'Leeds, store 1',
    bought: 210 + i * 25,
    years: 2,
    state: i < 4 ? 'inUse' : 'inStock.available',
    team: 'claims',
  }));
  return [...laptops, ...phones, ...pool, ...monitors, ...displays, ...access, ...tablets, ...CENTRE];
}

export const assetKey = (name: string) => `a ${name}`;

export function tellAssets(story: Teller): void {
  const told = story.workday(-86, '10:00');
  for (const [i, { cost, bought, years, state, owner, team, system, fields, ...rest }] of existing().entries()) {
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
        ...(team === undefined ? {} : { team: story.id('tea', team) }),
        ...(system === undefined ? {} : { system: story.system(system) }),
      },
    });
  }
}
