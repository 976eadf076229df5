import { expect, test } from 'vitest';
import { evolve } from '#shared/model/evolve.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { stagedReader } from '#shared/model/staged-reader.ts';
import { world } from '#test/support/memory-store.ts';
import { smallRegistry } from './small-registry.ts';

async function staged() {
  const w = world(smallRegistry);
  const [a, b] = [await w.make('parcel', { title: 'A' }), await w.make('parcel', { title: 'B' })];
  const note = await w.make('note', { text: 'On A', parcel: a.id });
  const reader = stagedReader(w.store, smallRegistry);
  const stage = (record: RecordOf, patch: { readonly [field: string]: Json }, set = {}) => {
    const event = {
      ...w.store.events[0],
      id: w.newId('evt'),
      type: `${record.kind}.edited`,
      recordId: record.id,
      version: record.version + 1,
    };
    const whole = { ...event, kind: record.kind, patch, set } as RecordEvent;
    reader.put(evolve(record, whole), whole);
  };
  return { w, a, b, note, reader, stage };
}

test('what was staged is seen in every way of reading, and the store below is as it was', async () => {
  const { w, a, b, reader, stage } = await staged();
  stage(b, { title: 'Z' });
  const query = { kind: 'parcel', sort: [{ column: 'title', descending: true }] };
  expect((await reader.get(b.id))?.fields).toEqual({ title: 'Z' });
  expect((await reader.many([b.id, a.id])).map(({ fields }) => fields['title'])).toEqual(['Z', 'A']);
  expect((await reader.list(query)).map(({ label }) => label)).toEqual(['Z', 'A']);
  expect((await reader.list({ ...query, limit: 1, offset: 1 })).map(({ label }) => label)).toEqual(['A']);
  expect(await reader.count({ kind: 'parcel', where: [{ column: 'title', op: 'is', value: 'B' }] })).toBe(0);
  expect(await reader.history(b.id)).toHaveLength(2);
  expect((await w.store.get(b.id))?.fields).toEqual({ title: 'B' });
});

test('a relation follows what was staged: moved away, moved here, put away', async () => {
  const { a, b, note, reader, stage } = await staged();
  stage(note, { parcel: b.id });
  expect(await reader.related('note', 'parcel', a.id)).toEqual([]);
  expect((await reader.related('note', 'parcel', b.id)).map(({ id }) => id)).toEqual([note.id]);
  const moved = await reader.get(note.id);
  if (moved) stage(moved, {}, { archivedAt: '2026-01-01T00:00:00Z' });
  expect(await reader.related('note', 'parcel', b.id)).toEqual([]);
  expect(await reader.list({ kind: 'note' })).toEqual([]);
});

test('numbers go on within the decision', async () => {
  const { reader } = await staged();
  expect([await reader.takeNumber('parcel'), await reader.takeNumber('parcel'), await reader.lastNumber('parcel')]).toEqual([3, 4, 4]);
  expect([...reader.numbers]).toEqual([['parcel', 4]]);
});
