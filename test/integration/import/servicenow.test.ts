import { expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { serviceNowIncidents } from '#shared/importers/servicenow-incidents.importer.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { hasRealData, realFile, whyNot } from '#test/support/real-data.ts';
import { importing } from './importing.ts';

const NAME = 'incidents-servicenow-audit.csv';

test.skipIf(!hasRealData)(
  `the incident audit becomes 450 incidents with their history and the changes that they name${whyNot}`,
  async () => {
    const here = world(registry);
    const { source, apply } = importing(here);
    const plan = await source(serviceNowIncidents, [realFile(NAME)], 'Europe/Berlin');
    expect(plan.facts).toEqual({ rows: 3019, incidents: 450, 'rows with rfc': 76, 'rows with caused_by': 7, changes: 11 });
    expect(plan.counts).toMatchObject({ changed: 0, conflict: 0, refused: 0 });
    expect(plan.findings).toEqual([]);
    await apply(plan);

    const records = [...here.store.records.values()];
    const incidents = records.filter(({ kind }) => kind === 'incident');
    expect(incidents).toHaveLength(450);
    expect(incidents.every(({ state }) => state === 'closed')).toBe(true);
    expect(records.filter(({ kind }) => kind === 'change').map(({ number, state }) => [number, state])).toContainEqual([
      'CHG0000132',
      'closed',
    ]);
    expect(incidents.filter(({ fields }) => fields['fixedBy'] !== undefined)).toHaveLength(11);
    expect(incidents.filter(({ fields }) => fields['causedBy'] !== undefined)).toHaveLength(1);

    const one = incidents.find(({ number }) => number === 'INC0000045');
    const history = await here.store.history(one?.id ?? '');
    expect(history.map(({ at, from, state }) => [at, from, state])).toEqual([
      ['2016-02-29T00:23:00.000Z', undefined, 'new'],
      ['2016-02-29T07:53:00.000Z', 'new', 'resolved'],
      ['2016-03-05T11:00:00.000Z', 'resolved', 'closed'],
    ]);
    expect(history[0]?.patch['resolvedAt']).toBeUndefined();
    expect(one?.fields).toMatchObject({ priority: 'p3', openedAt: '2016-02-29T00:16:00.000Z', closedAt: '2016-03-05T11:00:00.000Z' });

    const again = await source(serviceNowIncidents, [realFile(NAME)], 'Europe/Berlin');
    expect(again.counts).toMatchObject({ new: 0, changed: 0, conflict: 0, refused: 0 });
    expect(await apply(again)).toBe(0);
  },
);

const HEADER = 'number,incident_state,sys_updated_at,opened_at,category,priority,assigned_to,resolved_at,closed_at';
const file = (...rows: string[]) => ({ name: NAME, bytes: new TextEncoder().encode([HEADER, ...rows, ''].join('\n')) });
const first = 'INC1,New,01-02-2026 10:00,01-02-2026 09:00,Mail,2 - High,?,?,?';
const second = 'INC1,Active,01-02-2026 11:00,01-02-2026 09:00,Mail,2 - High,Kim,?,?';
const third = 'INC1,Resolved,01-02-2026 12:00,01-02-2026 09:00,Post,2 - High,Kim,01-02-2026 12:00,?';

test('a later export adds what has happened since', async () => {
  const here = world(registry);
  const { source, apply } = importing(here);
  await apply(await source(serviceNowIncidents, [file(first)]));
  const later = await source(serviceNowIncidents, [file(first, second, third)]);
  expect(later.counts).toMatchObject({ new: 1, changed: 1 });
  await apply(later);
  const incident = [...here.store.records.values()].find(({ kind }) => kind === 'incident');
  const history = await here.store.history(incident?.id ?? '');
  expect(history.map(({ at, state }) => [at.slice(11, 16), state])).toEqual([
    ['10:00', 'new'],
    ['11:00', 'active'],
    ['12:00', 'resolved'],
  ]);
  expect((await source(serviceNowIncidents, [file(first, second, third)])).counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 });
});

test('what was edited here and in the source is a conflict that shows both', async () => {
  const here = world(registry);
  const { source, apply } = importing(here);
  await apply(await source(serviceNowIncidents, [file(first)]));
  const incident = [...here.store.records.values()].find(({ kind }) => kind === 'incident');
  await here.do('incidents.edit', incident?.id ?? '', { fields: { category: 'Network' } }, admin);
  const plan = await source(serviceNowIncidents, [file(first, third)]);
  const row = plan.rows.find(({ status }) => status === 'conflict');
  expect(row?.differences.find(({ conflict }) => conflict)).toMatchObject({
    field: 'category',
    base: 'Mail',
    here: 'Network',
    file: 'Post',
  });
});

test('[PI3.1] rows with a bad date or an unknown state are refused with row, field and reason; the others go on', async () => {
  const { source } = importing(world(registry));
  const plan = await source(serviceNowIncidents, [
    file(
      first,
      'INC2,New,31-02-2026 10:00,01-02-2026 09:00,Mail,2 - High,?,?,?',
      'INC3,Lost,01-02-2026 10:00,01-02-2026 09:00,Mail,?,?,?,?',
    ),
  ]);
  expect(plan.counts).toMatchObject({ new: 1, refused: 2 });
  expect(plan.rows.flatMap(({ problems }) => problems)).toEqual([
    { row: 3, field: 'sys_updated_at', code: 'import.date', reason: 'does not read as dd-mm-yyyy hh:mm', value: '31-02-2026 10:00' },
    { row: 4, field: 'incident_state', code: 'import.state', reason: 'is not a state that is known here', value: 'Lost' },
  ]);
});

test('a file without the columns of an audit is refused with those that are absent', async () => {
  const { source } = importing(world(registry));
  await expect(
    source(serviceNowIncidents, [{ name: 'a.csv', bytes: new TextEncoder().encode('number,state\nINC1,New\n') }]),
  ).rejects.toThrow(/incident_state/);
});
