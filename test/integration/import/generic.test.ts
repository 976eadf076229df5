import { describe, expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { readCsv } from '#shared/importers/csv.importer.ts';
import { planImport } from '#shared/importers/importer.ts';
import { mappingSchema } from '#shared/importers/mapping.schema.ts';
import { finish } from '#shared/importers/plan.ts';
import { suggestMapping } from '#shared/importers/suggest-mapping.ts';
import { textsIn } from '#shared/model/values.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { thing, thingRegistry } from '#test/support/every-field.ts';
import { importing } from './importing.ts';

const systems = [
  { column: 'Key', to: '@externalId' },
  { column: 'Name', to: 'name' },
  { column: 'Critical', to: 'criticality', values: { 'Tier 1': 'critical', 'Tier 3': 'low' } },
  { column: 'Needs', to: 'dependsOn', separator: ',' },
  { column: 'Ends', to: 'supportEndsAt', format: 'dd.mm.yyyy' },
];
const mapping = { kind: 'system', source: 'sheet', columns: systems };
const HEAD = 'Key,Name,Critical,Needs,Ends\n';

test('[PI3.1] rows that cannot be taken are refused with row, field, reason and value; good rows go on', async () => {
  const here = world(registry);
  const { csv, apply } = importing(here);
  const plan = await csv(
    `${HEAD}1,ERP,Tier 1,,31.12.2027\n2,,Tier 1,,\n3,CRM,Tier 9,,\n4,Mail,,,31.02.2027\n5,Shop,,Nowhere,\n,Blog,,,\n7,Wiki\n1,Twin,,,\n`,
    mapping,
  );
  expect(plan.counts).toEqual({ new: 1, changed: 0, unchanged: 0, conflict: 0, refused: 7 });
  expect(plan.rows.flatMap(({ problems }) => problems.map(({ row, field, reason, value }) => [row, field, reason, value]))).toEqual([
    [3, 'Name', 'Name is missing.', undefined],
    [4, 'Criticality', 'must be one of Low, Medium, High, Critical', 'Tier 9'],
    [5, 'Support ends', 'does not read as dd.mm.yyyy', '31.02.2027'],
    [6, 'Depends on', 'names nothing that is here or in the file', 'Nowhere'],
    [7, 'External id', 'is missing, so the record could not be found again', undefined],
    [8, 'Row', 'has 2 values where 5 columns are named', undefined],
    [9, 'External id', 'is in row 2 already', 'sheet:1'],
  ]);
  await apply(plan);
  expect([...here.store.records.values()].map(({ externalId, fields }) => [externalId, fields])).toEqual([
    ['sheet:1', { name: 'ERP', criticality: 'critical', supportEndsAt: '2027-12-31' }],
  ]);
});

test('importing the same file again changes nothing, and rows may name rows below them', async () => {
  const here = world(registry);
  const { csv, apply } = importing(here);
  const file = `${HEAD}1,Shop,,"ERP,2",\n2,Database,,,\n3,ERP,,Database,\n`;
  expect((await csv(file, mapping)).counts).toMatchObject({ new: 3, refused: 0 });
  await apply(await csv(file, mapping));
  const named = (id: string) => here.store.records.get(id)?.fields['name'];
  const shop = [...here.store.records.values()].find(({ fields }) => fields['name'] === 'Shop');
  expect(textsIn(shop?.fields['dependsOn']).map(named)).toEqual(['ERP', 'Database']);
  const again = await csv(file, mapping);
  expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 3, conflict: 0, refused: 0 });
  expect(await apply(again)).toBe(0);
});

test('what changed in the file is taken, what changed here stays, what changed on both sides is a conflict to choose in', async () => {
  const here = world(registry);
  const { csv, apply } = importing(here);
  await apply(await csv(`${HEAD}1,ERP,Tier 3,,\n2,CRM,Tier 3,,\n3,Mail,Tier 3,,\n`, mapping));
  const [erp, crm, mail] = [...here.store.records.values()];
  if (!erp || !crm || !mail) throw new Error('nothing came in');
  await here.do('systems.edit', crm.id, { fields: { name: 'CRM here' } }, admin);
  await here.do('systems.edit', mail.id, { fields: { name: 'Mail here' } }, admin);
  const next = `${HEAD}1,ERP two,Tier 3,,\n2,CRM,Tier 3,,\n3,Mail there,Tier 1,,\n`;
  const plan = await csv(next, mapping);
  expect(plan.rows.map(({ status }) => status)).toEqual(['changed', 'unchanged', 'conflict']);
  expect(plan.rows[2]?.differences).toEqual([
    { field: 'name', label: 'Name', here: 'Mail here', file: 'Mail there', base: 'Mail', conflict: true },
    { field: 'criticality', label: 'Criticality', here: 'low', file: 'critical', base: 'low', conflict: false },
  ]);
  expect(await apply(plan)).toBe(1);
  await apply(await csv(next, mapping), 'here');
  expect((await here.get(mail.id)).fields).toMatchObject({ name: 'Mail here', criticality: 'critical' });
  await apply(await csv(next, mapping), 'file');
  expect((await here.get(mail.id)).fields).toMatchObject({ name: 'Mail there', criticality: 'critical' });
});

test('an archived record is not changed by an import', async () => {
  const here = world(registry);
  const { csv, apply } = importing(here);
  await apply(await csv(`${HEAD}1,ERP,,,\n`, mapping));
  const [erp] = [...here.store.records.values()];
  await here.do('systems.archive', erp?.id ?? '', {}, admin);
  expect((await csv(`${HEAD}1,ERP,,,\n`, mapping)).counts).toMatchObject({ unchanged: 1 });
  expect((await csv(`${HEAD}1,ERP two,,,\n`, mapping)).rows[0]?.problems[0]?.reason).toMatch(/archived here/);
});

test('people are found by e-mail, and a name that two people have is refused', async () => {
  const here = world(registry);
  const { csv } = importing(here);
  await here.make('person', { name: 'Kim', email: 'kim@example.org' });
  await here.make('person', { name: 'Kim', email: 'kim2@example.org' });
  const plan = await csv('Name,Owner\nERP,kim2@example.org\nCRM,Kim\n', {
    kind: 'system',
    columns: [
      { column: 'Name', to: 'name' },
      { column: 'Owner', to: 'owner' },
    ],
  });
  expect(plan.counts).toMatchObject({ new: 1, refused: 1 });
  expect(plan.rows[1]?.problems[0]?.reason).toMatch(/fits 2 records/);
  expect(plan.warnings).toHaveLength(1);
});

test('a kind comes in only in the states that it allows', async () => {
  const { csv } = importing(world(registry));
  const plan = await csv('Title,Type,State\nOld,normal,Closed\nRunning,normal,Implement\nOdd,normal,Wherever\n', {
    kind: 'change',
    columns: [
      { column: 'Title', to: 'title' },
      { column: 'Type', to: 'type' },
      { column: 'State', to: '@state' },
    ],
  });
  expect(plan.rows.map(({ status }) => status)).toEqual(['new', 'refused', 'refused']);
  expect(plan.rows[1]?.problems[0]?.reason).toMatch(/cannot be imported as/);
});

test('who may not import is told so for every row', async () => {
  const here = world(registry);
  const table = readCsv(new TextEncoder().encode('Name\nERP\n'));
  if (!table.ok) throw new Error('unreadable');
  const around = { registry, reader: here.store, actor: { ...admin, grants: [] }, now: here.now(), newId: here.newId };
  const plan = await finish(
    planImport(table.value, mappingSchema.parse({ kind: 'system', columns: [{ column: 'Name', to: 'name' }] }), around),
  );
  expect(plan.ok && plan.value.rows[0]?.problems[0]?.reason).toMatch(/right to import data/);
});

test('an import can be stopped, and says how far it is', async () => {
  const here = world(thingRegistry);
  const table = readCsv(new TextEncoder().encode(`Name\n${Array.from({ length: 5000 }, (_, i) => `n${i}`).join('\n')}\n`));
  if (!table.ok) throw new Error('unreadable');
  const signal = { aborted: false };
  const around = { registry: thingRegistry, reader: here.store, actor: admin, now: here.now(), newId: here.newId, signal };
  const seen: string[] = [];
  const plan = await finish(planImport(table.value, suggestMapping(thing, table.value.headers), around), ({ phase, done, total }) => {
    seen.push(`${phase} ${done}/${total}`);
    if (phase === 'comparing') signal.aborted = true;
  });
  expect(seen.at(-2)).toBe('reading 5000/5000');
  expect(seen.at(-1)).toBe('comparing 0/5000');
  expect(!plan.ok && plan.error.code).toBe('import.canceled');
});

describe('a mapping', () => {
  test('that does not fit is refused with everything that is wrong', async () => {
    const { csv } = importing(world(registry));
    await expect(
      csv('Name\nERP\n', {
        kind: 'system',
        zone: 'Mars/Olympus',
        format: 'hh:mm',
        columns: [
          { column: 'Nome', to: 'name' },
          { column: 'Name', to: 'colour' },
          { column: 'Name', to: 'name' },
        ],
      }),
    ).rejects.toThrow(/no column “Nome”[\s\S]*no field “colour”[\s\S]*both fill Name[\s\S]*not a time zone[\s\S]*does not name a day/);
  });

  test('is proposed from the headers of service desks and asset lists, and from the values of dates', () => {
    const table = readCsv(
      new TextEncoder().encode(
        'Asset Tag,Display name,Serial No.,Manufacturer,Purchase Date,Warranty,Status\nT1,Laptop,S1,Dell,28-11-2026,28-11-2029,In use\n',
      ),
    );
    if (!table.ok) throw new Error('unreadable');
    const proposed = suggestMapping(registry.of('asset'), table.value.headers, table.value.rows);
    expect(Object.fromEntries(proposed.columns.map(({ column, to }) => [column, to]))).toEqual({
      'Asset Tag': 'tag',
      'Display name': 'name',
      'Serial No.': 'serial',
      Manufacturer: 'vendor',
      'Purchase Date': 'purchasedAt',
      Warranty: 'warrantyEndsAt',
      Status: '@state',
    });
    expect(proposed.columns.find(({ to }) => to === 'purchasedAt')?.format).toBe('dd-mm-yyyy');
  });

  test('reads numbers, money, yes and no, lists and fixed values as it says', async () => {
    const here = world(thingRegistry);
    const { csv, apply } = importing(here);
    const plan = await csv(
      'n;s;p;f;u;w;d\nA;1.234,5;1.234,50 €;ja;Work;a, b;28.11.2026 22:00\nB;12,5;10;nein;?;;\nC;1.2;x;vielleicht;?;;\n',
      {
        kind: 'thing',
        decimal: ',',
        zone: 'Europe/Berlin',
        empty: ['?'],
        constants: { colour: 'Blue' },
        columns: [
          { column: 'n', to: 'name' },
          { column: 's', to: 'size' },
          { column: 'p', to: 'price', currency: 'CHF' },
          { column: 'f', to: 'isNew' },
          { column: 'u', to: 'uses' },
          { column: 'w', to: 'words', separator: ',' },
          { column: 'd', to: 'seenAt', format: 'dd.mm.yyyy hh:mm' },
        ],
      },
    );
    expect(plan.counts).toMatchObject({ new: 2, refused: 1 });
    expect(plan.rows[2]?.problems.map(({ field }) => field)).toEqual(['Size', 'Price', 'New']);
    await apply(plan);
    const [a, b] = [...here.store.records.values()];
    expect(a?.fields).toMatchObject({
      size: 1234.5,
      price: { amount: 123450, currency: 'EUR' },
      isNew: true,
      uses: ['work'],
      words: ['a', 'b'],
      seenAt: '2026-11-28T21:00:00.000Z',
      colour: 'blue',
    });
    expect(b?.fields).toMatchObject({ size: 12.5, price: { amount: 1000, currency: 'CHF' }, isNew: false });
  });
});

test('many rows are planned in chunks, none of which takes a large part of the time', async () => {
  const here = world(thingRegistry);
  const rows = Array.from({ length: 20_000 }, (_, i) => `k${i},Thing ${i},${i},28-11-2026 10:0${i % 10}`);
  const table = readCsv(new TextEncoder().encode(`Key,Name,Size,Seen\n${rows.join('\n')}\n`));
  if (!table.ok) throw new Error('unreadable');
  let longest = 0;
  const start = performance.now();
  let before = start;
  const plan = await finish(
    planImport(table.value, suggestMapping(thing, table.value.headers, table.value.rows), {
      registry: thingRegistry,
      reader: here.store,
      actor: admin,
      now: here.now(),
      newId: here.newId,
    }),
    () => {
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    },
  );
  expect(plan.ok && plan.value.counts.new).toBe(20_000);
  expect(longest).toBeLessThan((performance.now() - start) / 3);
});
