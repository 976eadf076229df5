import { expect, test } from 'vitest';
import { dueCommands, dueQueries } from '#shared/model/due.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { smallRegistry } from './small-registry.ts';

async function parcelDue(dueAt: string | null) {
  const w = world(smallRegistry, { now: '2026-11-02T09:00:00.000Z' });
  const { id } = await w.make('parcel', { title: 'Books', insured: true, ...(dueAt === null ? {} : { dueAt }) });
  await w.do('parcels.send', id, { carrier: 'Hermes' }, admin);
  return { w, id };
}

test('a deadline is owed from its very moment on, once', async () => {
  const { w, id } = await parcelDue('2026-11-02T10:00:00.000Z');
  w.setNow('2026-11-02T09:59:59.999Z');
  expect(await w.passDeadlines()).toBe(0);
  w.setNow('2026-11-02T10:00:00.000Z');
  expect(await w.passDeadlines()).toBe(1);
  expect((await w.get(id)).state).toBe('lost');
  expect(await w.passDeadlines()).toBe(0);
});

test('a deadline counts in its states only, also below a parent state', async () => {
  const { w, id } = await parcelDue('2026-11-02T10:00:00.000Z');
  await w.do('parcels.stop', id, {}, admin);
  w.pass(120);
  expect(await w.passDeadlines()).toBe(1);
  const delivered = await parcelDue('2026-11-02T10:00:00.000Z');
  await delivered.w.do('parcels.deliver', delivered.id, {}, admin);
  delivered.w.pass(120);
  expect(await delivered.w.passDeadlines()).toBe(0);
});

test('no deadline is never owed, and an archived record owes nothing', async () => {
  const none = await parcelDue(null);
  none.w.pass(600);
  expect(await none.w.passDeadlines()).toBe(0);
  const away = await parcelDue('2026-11-02T10:00:00.000Z');
  await away.w.do('parcels.archive', away.id, {}, admin);
  away.w.pass(600);
  expect(await away.w.passDeadlines()).toBe(0);
});

test('the queries are a superset and the commands decide: a head that is not due gives none', async () => {
  const { w } = await parcelDue('2026-11-02T10:00:00.000Z');
  const heads = await w.store.list({ kind: 'parcel' });
  expect(dueQueries(smallRegistry, w.now())).toHaveLength(1);
  expect(dueCommands(smallRegistry, heads, '2026-11-02T09:30:00.000Z')).toEqual([]);
});
