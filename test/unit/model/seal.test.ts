import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Digest } from '#shared/kernel/digest.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { fold } from '#shared/model/evolve.ts';
import { data, text } from '#shared/model/field.ts';
import type { HappenedLine, LogBody, RefusedLine, SealedValues } from '#shared/model/log-line.ts';
import { anyone } from '#shared/model/permission.ts';
import { checkSealed, ERASED_WORDS, sealBody, unsealBody } from '#shared/model/seal.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { z } from 'zod';

const guest = defineRecord({
  kind: 'guest',
  prefix: 'gst',
  plural: 'guests',
  label: 'name',
  wording: { one: 'Guest', many: 'Guests' },
  columns: ['name'],
  permissions: { read: anyone, create: anyone, edit: anyone },
  fields: {
    name: text({ label: 'Name', required: true, classification: 'personal' }),
    badge: text({ label: 'Badge', classification: 'secret' }),
    room: text({ label: 'Room' }),
    wishes: data(z.json() as z.ZodType<Json>, { label: 'Wishes' }),
  },
});
const registry = createRegistry([defineCapability({ name: 'guests', records: [guest] })]);
const salts = () => {
  let count = 0;
  return () => `salt ${++count}`;
};
const seal = (body: LogBody) => sealBody(body, registry, salts());
const at = '2026-11-02T09:00:00.000Z';

async function happened(): Promise<readonly HappenedLine[]> {
  const here = world(registry);
  const made = await here.make('guest', { name: 'Ada Byron', badge: 'b-1', room: '12', wishes: { $sealed: 'not really' } }, admin);
  await here.do('guests.edit', made.id, { fields: { name: 'Ada King', badge: null, room: '14' } }, admin);
  return here.store.events.map((event) => ({ type: 'event', command: event.commandId, device: 'dev', arrivedAt: at, event }));
}

function refused(input: JsonObject, kind = 'guest'): RefusedLine {
  const here = world(registry);
  const { id, name, recordId, at: when } = here.command('guests.edit', here.newId('gst'), input);
  const why = refusal('guest.edit.refused', '“Edit” is refused for Ada Byron.', [
    { code: 'guest.taken', message: 'Ada has that one.', field: 'badge', params: { name: 'Ada Byron' } },
  ]);
  return {
    type: 'refused',
    command: id,
    device: 'dev',
    arrivedAt: at,
    by: 'per',
    kind,
    wish: { id, name, recordId, input, at: when },
    refusal: why,
  };
}

const textOf = (body: LogBody) => JSON.stringify(body);

test('a line of the log says nothing personal in the clear, and everything once its sealed values are put back', async () => {
  for (const line of await happened()) {
    const { body, values } = seal(line);
    expect(textOf(body)).not.toMatch(/Ada|b-1/);
    expect(textOf(body)).toMatch(/"room":"1[24]"/);
    expect(checkSealed(values)).toEqual([]);
    expect(unsealBody(body, values)).toEqual(line);
    expect(unsealBody(structuredClone(body), structuredClone(values))).toEqual(line);
  }
});

test('what was empty stays empty, and is not sealed', async () => {
  const [, edited] = await happened();
  if (!edited) throw new Error('nothing was edited');
  const { body } = seal(edited);
  expect(body.type === 'event' && body.event.patch['badge']).toBeNull();
});

test('the same value is never sealed into the same digest twice', () => {
  const line = refused({ fields: { name: 'Ada Byron', badge: 'Ada Byron' } });
  const { values } = sealBody(line, registry, salts());
  const names = Object.values(values).filter(({ value }) => value === 'Ada Byron');
  expect(names).toHaveLength(2);
});

test('values of a conflict are sealed with their field', async () => {
  const [first] = await happened();
  if (!first) throw new Error('nothing happened');
  const conflict = {
    field: 'name',
    base: 'Ada Byron',
    given: 'Ada King',
    other: null,
    otherTime: first.event.time,
    kept: 'other',
  } as const;
  const line: HappenedLine = {
    ...first,
    event: { ...first.event, patch: {}, conflicts: [conflict, { ...conflict, field: 'room', base: '12' }] },
  };
  const { body, values } = seal(line);
  const [inName, inRoom] = body.type === 'event' ? (body.event.conflicts ?? []) : [];
  expect(inName?.base).toHaveProperty('$sealed');
  expect(inName?.other).toBeNull();
  expect(inRoom?.base).toBe('12');
  expect(unsealBody(body, values)).toEqual(line);
});

test('of what was erased nothing is left, and the record still folds', async () => {
  const lines = await happened();
  const events = lines.map((line) => unsealBody(seal(line).body, {})).flatMap((body) => (body.type === 'event' ? [body.event] : []));
  expect(fold(events)?.fields).toEqual({ room: '14' });
});

test('an external id of somebody is sealed, that of a kind without personal fields is not', async () => {
  const [first] = await happened();
  if (!first) throw new Error('nothing happened');
  const line: HappenedLine = { ...first, event: { ...first.event, set: { externalId: 'csv:ada@example.org' } } };
  const { body, values } = seal(line);
  expect(textOf(body)).not.toContain('ada@');
  expect(unsealBody(body, values)).toEqual(line);
  const gone = unsealBody(body, {});
  expect(gone.type === 'event' && gone.event.set).toEqual({ externalId: null });
  const asset: HappenedLine = { ...line, event: { ...line.event, kind: 'unknown' } };
  expect(textOf(seal(asset).body)).toContain('ada@');
});

test('a refused wish is sealed with its words; its codes stay when it is erased', () => {
  const line = refused({ fields: { name: 'Ada Byron', nmae: 'Ada', room: '3' }, externalId: 'csv:ada', at });
  const { body, values } = seal(line);
  expect(textOf(body)).not.toMatch(/ada/i);
  expect(textOf(body)).toContain('"room":"3"');
  expect(unsealBody(body, values)).toEqual(line);
  const gone = unsealBody(body, {});
  expect(gone.type === 'refused' && gone.refusal).toEqual({
    code: 'guest.edit.refused',
    message: ERASED_WORDS,
    unmet: [{ code: 'guest.taken', message: '', field: 'badge' }],
  });
});

test('whatever somebody wishes for, also what looks sealed, is opened to what they wished', () => {
  const name = fc.constantFrom('name', 'room', 'fields', 'state', '$sealed', 'other', '__proto__');
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant({ $sealed: '0'.repeat(64) }), fc.constant('$sealed:0'));
  const object = fc.dictionary(name, value as fc.Arbitrary<Json>, { noNullPrototype: true });
  fc.assert(
    fc.property(object, fc.option(object), fc.constantFrom('guest', 'unknown'), (input, fields, kind) => {
      const line = refused(fields ? { ...input, fields } : input, kind);
      const { body, values } = seal(line);
      expect(textOf(unsealBody(body, values)).length).toBe(textOf(line).length);
      expect(unsealBody(body, values)).toEqual(line);
    }),
  );
});

test('another value under a digest is noticed', () => {
  const { values } = seal(refused({ fields: { name: 'Ada' } }));
  const [first] = Object.keys(values) as Digest[];
  if (!first) throw new Error('nothing was sealed');
  const forged: SealedValues = { ...values, [first]: { salt: values[first]?.salt ?? '', value: 'Eve' } };
  expect(checkSealed(forged)).toEqual([first]);
});
