import { expect, test } from 'vitest';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { parcelLifecycle, parcel } from './small-registry.ts';
import type { RecordEvent } from '#shared/model/record.ts';
import { upcastEvent, upcastRecord } from '#shared/model/upcast.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import type { Lifecycle } from '#shared/model/lifecycle.ts';

const raise = (more: object) => (event: RecordEvent) => ({ ...event, v: event.v + 1, patch: { ...event.patch, ...more } });
const today: AnyRecordDefinition = {
  ...parcel,
  lifecycle: { ...(parcelLifecycle as Lifecycle), version: 4 },
  migrations: {
    events: { 'parcel.created': { 1: raise({ two: 2 }), 2: raise({ three: 3 }) } },
    states: { 1: { wrapped: 'closed' }, 3: { closed: 'packed' } },
  },
};

test('an old event goes through every version on the way to today’s', async () => {
  const w = world(createRegistry([defineCapability({ name: 'parcels', records: [parcel] })]));
  await w.make('parcel', { title: 'Books' });
  const [event] = w.store.events;
  if (!event) throw new Error('no event');
  expect(upcastEvent(today, event)).toMatchObject({ v: 3, patch: { title: 'Books', two: 2, three: 3 } });
  expect(upcastEvent(today, { ...event, v: 2 })).toMatchObject({ v: 3, patch: { three: 3 } });
  const unknown = { ...event, type: 'parcel.exploded', v: 9 };
  expect(upcastEvent(today, unknown)).toBe(unknown);
});

test('a migration that goes nowhere is a bug', () => {
  const stuck = { ...today, migrations: { events: { 'parcel.created': { 1: (event: RecordEvent) => event } } } };
  expect(() => upcastEvent(stuck, { type: 'parcel.created', v: 1 } as RecordEvent)).toThrow('does not raise the version');
});

test('a state that is no more becomes the one of today, through every version', async () => {
  const registry = createRegistry([defineCapability({ name: 'parcels', records: [today] })]);
  const w = world(registry);
  const made = await w.make('parcel', { title: 'Books', insured: true });
  const old = { ...made, state: 'wrapped', lifecycleVersion: 1 };
  expect(upcastRecord(today, old)).toMatchObject({ state: 'packed', lifecycleVersion: 4 });
  expect(upcastRecord(today, made)).toBe(made);
});

test('an event on a record that an older lifecycle left writes the state and version of today', async () => {
  const lifecycle = { ...(parcelLifecycle as Lifecycle), version: 2 };
  const registry = createRegistry([defineCapability({ name: 'parcels', records: [{ ...parcel, lifecycle }] })]);
  const w = world(registry);
  const made = await w.make('parcel', { title: 'Books', insured: true });
  w.store.put({ ...made, lifecycleVersion: 1 });
  expect(await w.do('parcels.send', made.id, { carrier: 'Hermes' }, admin)).toMatchObject({
    state: 'underway.rolling',
    lifecycleVersion: 2,
  });
});
