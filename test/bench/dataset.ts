import { hybridClock } from '#shared/kernel/hybrid-clock.ts';
import { idMaker } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { BenchRecord } from './contestant.ts';

/** What every incident of the bench has. All contestants get the same ones: they follow from a seed. */
export interface IncidentFields extends JsonObject {
  readonly title: string;
  readonly description: string;
  readonly priority: string;
  readonly category: string;
  readonly openedAt: string;
}

const subjects = [
  'Printer',
  'Mail gateway',
  'Payroll run',
  'VPN tunnel',
  'Badge reader',
  'Backup job',
  'Ticket queue',
  'Data warehouse',
  'Web shop',
  'Phone system',
];
const troubles = [
  'stops answering',
  'is slow since the patch',
  'refuses the certificate',
  'loses its connection',
  'reports a full disk',
  'shows an old price',
];
const places = [
  'in Aachen',
  'in Bremen',
  'in Cottbus',
  'in Dresden',
  'in Essen',
  'in Fulda',
  'in Gotha',
  'in Halle',
  'in Ingolstadt',
  'in Jena',
  'in Kassel',
  'in Leipzig',
];
export const categories = [
  'Access',
  'Backup',
  'Database',
  'Email',
  'Facility',
  'Hardware',
  'Network',
  'Payment',
  'Printing',
  'Storage',
] as const;
const states = ['new', 'active', 'awaiting', 'resolved', 'closed', 'closed', 'closed', 'closed'];
const start = Date.UTC(2026, 0, 1);
const stamp = hybridClock('bench001', () => start).tick();

/** Words that a search in this bench asks for; each pair is in some titles and not in most. */
export const searches: readonly (readonly [string, string])[] = [
  ['printer', 'aachen'],
  ['payroll', 'leipzig'],
  ['certificate', 'jena'],
  ['badge', 'kassel'],
  ['warehouse', 'patch'],
];

/** A small generator with a seed (mulberry32): the same numbers on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` incidents of about 700 bytes. Another `seed` gives others with other ids. */
export function incidents(count: number, seed = 1): BenchRecord[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? (list[0] as T);
  const newId = idMaker(
    (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)),
    () => start + seed * 86_400_000,
  );
  return Array.from({ length: count }, (_, index) => {
    const openedAt = new Date(start + Math.floor(random() * 300 * 86_400_000)).toISOString();
    const title = `${pick(subjects)} ${pick(troubles)} ${pick(places)}`;
    return {
      id: newId('inc'),
      kind: 'incident',
      number: `INC-${seed * 1_000_000 + index + 1}`,
      state: pick(states),
      lifecycleVersion: 1,
      version: 1,
      archivedAt: null,
      createdAt: openedAt,
      createdBy: 'per_018cc251f40070000000000000000001',
      updatedAt: openedAt,
      updatedBy: 'per_018cc251f40070000000000000000001',
      externalId: `servicenow:INC${String(seed * 1_000_000 + index).padStart(9, '0')}`,
      stamp,
      stamps: {},
      fields: {
        title,
        description: `${title}, as seen by ${1 + Math.floor(random() * 90)} people since the morning. Reference ${random().toString(36).slice(2)}.`,
        priority: pick(['p1', 'p2', 'p3', 'p4']),
        category: pick(categories),
        openedAt,
      },
    };
  });
}
