import { expect, test } from 'vitest';
import { incidentLifecycle } from '#shared/capabilities/incidents/incident.lifecycle.ts';
import { registry } from '#shared/capabilities/registry.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { type BaseFacts, leavesOf } from '#shared/model/lifecycle.ts';
import { actor, admin, type World, world } from '#test/support/memory-store.ts';
import { reachable, tableOf, undescribed } from '../lifecycle-table.ts';

const here = world(registry);
const sample = await here.make('incident', { title: 'Claims cannot be saved' });
const facts =
  (fields: JsonObject = {}, input: JsonObject = {}) =>
  (state: string): BaseFacts => ({ record: { ...sample, state, fields }, input, actor: admin, now: here.now() });

test('what leads on from every state of an incident', () => {
  expect(tableOf(incidentLifecycle, facts())).toEqual({
    new: 'begin > active, resolve > resolved',
    active: 'wait > awaiting, resolve > resolved',
    awaiting: 'resume > active, resolve > resolved',
    resolved: 'close > closed, reopen > active',
    closed: 'reopen > active',
  });
  expect(reachable(incidentLifecycle, [facts()]).toSorted()).toEqual(leavesOf(incidentLifecycle).toSorted());
  expect(undescribed(incidentLifecycle)).toEqual([]);
});

const worker = actor('per_worker', ['incidents.manage']);
const caller = actor('per_caller');
const open = (around: World, fields: JsonObject = {}) => around.make('incident', { title: 'Claims cannot be saved', ...fields }, caller);

test('anyone reports an incident; those who work on it take, pause, resolve; whoever reported it closes it', async () => {
  const around = world(registry);
  const { id, fields } = await open(around);
  expect(fields['openedAt']).toBe(around.now());
  expect(await around.refused('incidents.begin', id, {}, caller)).toEqual(['permission.missing']);
  expect((await around.do('incidents.begin', id, {}, worker)).fields['assignee']).toBe('per_worker');
  await around.do('incidents.wait', id, { waitsFor: 'vendor' }, worker);
  expect(await around.refused('incidents.resolve', id, {}, worker)).toEqual(['field.required', 'field.required']);
  around.pass(90);
  const resolved = await around.do('incidents.resolve', id, { resolutionCode: 'fixed', resolution: 'Freed the table space.' }, worker);
  expect(resolved.fields).toMatchObject({ resolvedAt: around.now(), resolutionCode: 'fixed' });
  expect(resolved.fields['waitsFor']).toBeUndefined();
  expect((await around.do('incidents.close', id, {}, caller)).state).toBe('closed');
  const again = await around.do('incidents.reopen', id, { reason: 'The same this morning.' }, caller);
  expect(again).toMatchObject({ state: 'active', fields: { reopened: 1 } });
  expect(again.fields['resolvedAt']).toBeUndefined();
});

test('an incident that a change fixed names the change', async () => {
  const around = world(registry);
  const { id } = await open(around);
  expect(await around.refused('incidents.resolve', id, { resolutionCode: 'byChange', resolution: 'Patched.' }, worker)).toEqual([
    'incident.namesItsFix',
  ]);
});

test('handing over is counted, and an incident is not opened in the future', async () => {
  const around = world(registry);
  const [ana, ben] = [await around.make('person', { name: 'Ana Duarte' }), await around.make('person', { name: 'Ben Okafor' })];
  const { id } = await open(around);
  await around.do('incidents.edit', id, { fields: { assignee: ana.id } }, worker);
  await around.do('incidents.edit', id, { fields: { assignee: ben.id } }, worker);
  expect((await around.get(id)).fields['reassigned']).toBe(1);
  expect(await around.refused('incidents.edit', id, { fields: { openedAt: '2031-01-01T00:00:00Z' } }, worker)).toEqual([
    'incident.opensLater',
  ]);
});

test('incidents are imported in every state, with the times that the other system gave them', async () => {
  const around = world(registry);
  for (const state of leavesOf(incidentLifecycle)) {
    const id = around.newId('inc');
    const input = { fields: { title: 'Imported', resolvedAt: '2026-10-01T08:00:00Z' }, state, externalId: `snow:${state}` };
    expect((await around.do('incidents.import', id, input, admin)).state).toBe(state);
    expect(await around.try('incidents.import', id, input, admin)).toMatchObject({ ok: true, value: { events: [] } });
  }
  expect(await around.refused('incidents.import', around.newId('inc'), { fields: { title: 'X' } }, worker)).toEqual(['permission.missing']);
});
