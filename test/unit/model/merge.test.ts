import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { stampOf } from '#shared/model/merge.ts';
import type { RecordEvent, RecordOf, Sighting } from '#shared/model/record.ts';
import { admin, world, type World } from '#test/support/memory-store.ts';
import { smallRegistry } from './small-registry.ts';

const BASE = { title: 'Glass', size: 'small', carrier: null };
const time = (at: number, device: string) => `${new Date(Date.UTC(2026, 10, 2, 9, 0, at)).toISOString()}-0000-${device}` as HybridTime;

interface Edit {
  readonly device: string;
  readonly at: number;
  readonly fields: JsonObject;
}

/** A device that goes on from what it last saw of the record, and sees only its own edits. */
function device(record: RecordOf) {
  const view = new Map<string, Sighting>();
  return ({ device: name, at, fields }: Edit) => {
    const saw: Record<string, Sighting> = {};
    for (const [field, value] of Object.entries(fields)) {
      saw[field] = view.get(field) ?? { value: record.fields[field] ?? null, time: stampOf(record, field) };
      view.set(field, { value, time: time(at, name) });
    }
    return { input: { fields }, more: { time: time(at, name), saw } };
  };
}

async function made(): Promise<{ here: World; record: RecordOf }> {
  const here = world(smallRegistry);
  const fields = Object.fromEntries(Object.entries(BASE).filter(([, value]) => value !== null));
  return { here, record: await here.make('parcel', fields, admin) };
}

/** The edits, given one after the other in this order; what each saw was fixed before any of them arrived. */
async function arrive(order: readonly number[], edits: readonly Edit[]) {
  const { here, record } = await made();
  const devices = new Map<string, ReturnType<typeof device>>();
  const commands = edits.map((edit) => {
    const give = devices.get(edit.device) ?? device(record);
    devices.set(edit.device, give);
    return give(edit);
  });
  for (const index of order) {
    const command = commands[index];
    if (command) await here.do('parcels.edit', record.id, command.input, admin, command.more);
  }
  return { record: await here.get(record.id), events: here.store.events.slice(1) };
}

const value = fc.constantFrom<Json>('small', 'large', null);
const fields = fc
  .record(
    { title: fc.constantFrom('Glass', 'Wood', 'Iron', 'Clay'), size: value, insured: fc.constantFrom(true, false, null) },
    { requiredKeys: [] },
  )
  .filter((one) => Object.keys(one).length > 0);
const times = (count: number) => fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: count, maxLength: count });
/** Edits of different devices, none of which saw another's. */
const apart: fc.Arbitrary<readonly Edit[]> = fc
  .integer({ min: 2, max: 5 })
  .chain((count) =>
    fc
      .tuple(times(count), fc.array(fields, { minLength: count, maxLength: count }))
      .map(([ats, all]) => all.map((one, index) => ({ device: `d${index}`, at: ats[index] ?? 0, fields: one as JsonObject }))),
  );
const everyOrder = (count: number): number[][] =>
  count === 0
    ? [[]]
    : everyOrder(count - 1).flatMap((order) => Array.from({ length: count }, (_, at) => order.toSpliced(at, 0, count - 1)));

const fieldsOf = ({ record }: { record: RecordOf }) => canonicalJson(record.fields);
const holds = (record: RecordOf, field: string): Json => record.fields[field] ?? null;

/** What should become of a field, found out without the model: the latest edit that changed what its device had in view. */
function expected(edits: readonly Edit[], field: string): Json {
  const views = new Map<string, Json>();
  const begin = (BASE as JsonObject)[field] ?? null;
  const effective = edits.filter(({ device: name, fields: given }) => {
    const wanted = given[field];
    const before = views.get(name) ?? begin;
    if (wanted === undefined) return false;
    views.set(name, wanted);
    return wanted !== before;
  });
  const last = effective.toSorted((a, b) => a.at - b.at).at(-1);
  return last?.fields[field] ?? (last ? null : begin);
}

test('edits by devices that did not see each other lead to the same fields in whatever order they arrive: the latest ones', async () => {
  await fc.assert(
    fc.asyncProperty(apart, async (edits) => {
      const ends = await Promise.all(everyOrder(edits.length).map((order) => arrive(order, edits)));
      expect(new Set(ends.map(fieldsOf)).size).toBe(1);
      for (const { record } of ends.slice(0, 1))
        for (const field of ['title', 'size', 'insured']) expect(holds(record, field)).toBe(expected(edits, field));
    }),
    { numRuns: 60 },
  );
});

/** Several edits of each device, which come in the order in which it made them; the devices’ between each other as they like. */
const inTurns = fc
  .tuple(times(6), fc.array(fields, { minLength: 6, maxLength: 6 }), fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }))
  .map(([ats, all, devices]) =>
    ats
      .toSorted((a, b) => a - b)
      .map((at, index): Edit => ({ device: `d${devices[index] ?? 0}`, at, fields: (all[index] ?? {}) as JsonObject })),
  );
const turns = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });

/** An order in which every device's edits stay in theirs. */
function interleaved(edits: readonly Edit[], picks: readonly number[]): number[] {
  const queues = [...new Set(edits.map(({ device: name }) => name))].map((name) =>
    edits.flatMap((edit, index) => (edit.device === name ? [index] : [])),
  );
  return picks.flatMap((pick) => {
    const waiting = queues.filter((queue) => queue.length > 0);
    return waiting[pick % waiting.length]?.shift() ?? [];
  });
}

test('it does not matter how the edits of several devices come between each other', async () => {
  await fc.assert(
    fc.asyncProperty(inTurns, turns, turns, async (edits, one, other) => {
      const ends = [await arrive(interleaved(edits, one), edits), await arrive(interleaved(edits, other), edits)];
      expect(new Set(ends.map(fieldsOf)).size).toBe(1);
    }),
    { numRuns: 150 },
  );
});

test('a value that lost against one that its author had not seen is kept beside it', async () => {
  await fc.assert(
    fc.asyncProperty(apart, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), async (edits, picks) => {
      const { record, events } = await arrive(interleaved(edits, picks), edits);
      const kept = events.flatMap(({ conflicts = [] }) =>
        conflicts.flatMap(
          ({ field, given, other }) =>
            [
              [field, given],
              [field, other],
            ] as const,
        ),
      );
      for (const { fields: given } of edits)
        for (const [field, wanted] of Object.entries(given)) {
          const isEdit = wanted !== ((BASE as JsonObject)[field] ?? null);
          const isKept = holds(record, field) === wanted || kept.some(([name, one]) => name === field && one === wanted);
          expect(!isEdit || isKept).toBe(true);
        }
    }),
  );
});

const [early, late] = [1, 9];
const edit = (name: string, at: number, title: string): Edit => ({ device: name, at, fields: { title } });
const lastOf = (events: readonly RecordEvent[]) => events.at(-1);

test('the later of two wins though it arrives first; the other is an event that changes nothing and says what it wanted', async () => {
  const { record, events } = await arrive([1, 0], [edit('a', early, 'Wood'), edit('b', late, 'Iron')]);
  expect(record.fields['title']).toBe('Iron');
  expect(lastOf(events)).toMatchObject({
    type: 'parcel.edited',
    patch: {},
    conflicts: [{ field: 'title', base: 'Glass', given: 'Wood', other: 'Iron', otherTime: time(late, 'b'), kept: 'other' }],
  });
});

test('two who want the same have no conflict, and the later time counts', async () => {
  const { record, events } = await arrive([0, 1], [edit('a', early, 'Wood'), edit('b', late, 'Wood')]);
  expect(lastOf(events)).not.toHaveProperty('conflicts');
  expect(stampOf(record, 'title')).toBe(time(late, 'b'));
  const sameAgain = await arrive([1, 0], [edit('a', early, 'Wood'), edit('b', late, 'Wood')]);
  expect(sameAgain.events).toHaveLength(1);
});

test('a value that was in view and left is no edit: it takes nobody’s away', async () => {
  const { record, events } = await arrive([0, 1], [edit('a', early, 'Wood'), edit('b', late, 'Glass')]);
  expect(record.fields['title']).toBe('Wood');
  expect(events).toHaveLength(1);
});

test('what the author saw is simply replaced, and so is everything by an edit that says nothing of what it saw', async () => {
  const { here, record } = await made();
  const first = { title: { value: 'Glass', time: stampOf(record, 'title') } };
  const wood = await here.do('parcels.edit', record.id, { fields: { title: 'Wood' } }, admin, { time: time(late, 'a'), saw: first });
  const seen = { title: { value: 'Wood', time: stampOf(wood, 'title') } };
  const iron = await here.do('parcels.edit', record.id, { fields: { title: 'Iron' } }, admin, { time: time(early, 'b'), saw: seen });
  expect(iron.fields['title']).toBe('Iron');
  const clay = await here.do('parcels.edit', record.id, { fields: { title: 'Clay' } }, admin, { time: time(early, 'c') });
  expect(clay.fields['title']).toBe('Clay');
  expect(here.store.events.flatMap(({ conflicts = [] }) => conflicts)).toEqual([]);
});
