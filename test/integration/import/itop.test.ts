import { expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { itopXml } from '#shared/importers/itop-xml.importer.ts';
import { world } from '#test/support/memory-store.ts';
import { hasRealData, realFolder, whyNot } from '#test/support/real-data.ts';
import { importing } from './importing.ts';

const xml = (body: string) => ({
  name: 'objects.xml',
  bytes: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n<Set>${body}</Set>`),
});
const server = (id: number, name: string, more = '') =>
  `<Server alias="Server" id="${id}"><name>${name}</name><status>production</status>${more}</Server>`;

test.skipIf(!hasRealData)(`the configuration database becomes systems and assets whose relations resolve${whyNot}`, async () => {
  const here = world(registry);
  const { source, apply } = importing(here);
  const plan = await source(itopXml, realFolder('cmdb-itop'));
  expect(plan.counts).toEqual({ new: 32, changed: 0, unchanged: 0, conflict: 0, refused: 0 });
  await apply(plan);

  const records = [...here.store.records.values()];
  const called = (kind: string, name: string) => records.find((one) => one.kind === kind && one.fields['name'] === name);
  const needs = (name: string) =>
    (called('system', name)?.fields['dependsOn'] as string[] | undefined)?.map((id) => here.store.records.get(id)?.fields['name']);
  expect(records.filter(({ kind }) => kind === 'system')).toHaveLength(22);
  expect(records.filter(({ kind }) => kind === 'asset')).toHaveLength(6);
  expect(records.filter(({ kind }) => kind === 'team')).toHaveLength(4);
  expect(needs('Sales web site')).toEqual(['CRM', 'ERP']);
  expect(needs('Oracle')).toEqual(['Server2']);
  expect(needs('ESX1')).toEqual(['Server1']);
  expect(needs('VM1')).toEqual(['ESX1', 'ESX2']);
  expect(called('asset', 'Server4')).toMatchObject({
    state: 'inUse',
    fields: {
      model: 'DL380',
      serial: 'US3215687014',
      purchasedAt: '2021-07-30',
      warrantyEndsAt: '2025-07-29',
      system: called('system', 'Server4')?.id,
    },
  });
  expect(called('system', 'System & application support')).toBeUndefined();
  expect(called('team', 'System & application support')).toBeDefined();

  const said = plan.findings.map(({ field, reason, value }) => `${field}=${value} ${reason}`);
  expect(said).toContainEqual(
    expect.stringMatching(
      /^lnkApplicationSolutionToFunctionalCI 6, functionalci_id=20 names a configuration item 20, which is not in the files/,
    ),
  );
  expect(said).toContainEqual(expect.stringMatching(/^IIS, system_id=15 fits Server “Server4” and VirtualMachine “VM4”/));
  expect(said).toContainEqual(
    expect.stringMatching(
      /^VM1, virtualhost_id=7 names a farm that is not in the files; its hosts Hypervisor “ESX1” and Hypervisor “ESX2” are taken/,
    ),
  );
  expect(said.filter((line) => /^lnkPersonToTeam \d+, person_id/.test(line))).toHaveLength(9);

  const again = await source(itopXml, realFolder('cmdb-itop'));
  expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 32, conflict: 0, refused: 0 });
  expect(await apply(again)).toBe(0);
});

test.skipIf(!hasRealData)(`a part of the files takes no relation away${whyNot}`, async () => {
  const here = world(registry);
  const { source, apply } = importing(here);
  await apply(await source(itopXml, realFolder('cmdb-itop')));
  const part = await source(
    itopXml,
    realFolder('cmdb-itop').filter(({ name }) => name === 'vm.xml' || name === 'applications.xml'),
  );
  expect(part.counts).toMatchObject({ changed: 0, conflict: 0, unchanged: 8 });
});

test('systems that need each other both come in', async () => {
  const here = world(registry);
  const { source, apply } = importing(here);
  const files = [
    xml(
      '<ApplicationSolution id="1"><name>A</name></ApplicationSolution><ApplicationSolution id="2"><name>B</name></ApplicationSolution>' +
        '<lnkApplicationSolutionToFunctionalCI id="1"><applicationsolution_id>1</applicationsolution_id><functionalci_id>2</functionalci_id></lnkApplicationSolutionToFunctionalCI>' +
        '<lnkApplicationSolutionToFunctionalCI id="2"><applicationsolution_id>2</applicationsolution_id><functionalci_id>1</functionalci_id></lnkApplicationSolutionToFunctionalCI>',
    ),
  ];
  await apply(await source(itopXml, files));
  const [a, b] = [...here.store.records.values()];
  expect(a?.fields['dependsOn']).toEqual([b?.id]);
  expect(b?.fields['dependsOn']).toEqual([a?.id]);
  expect((await source(itopXml, files)).counts).toMatchObject({ unchanged: 2 });
});

test.each([
  ['cut off', { name: 'a.xml', bytes: xml(server(1, 'S')).bytes.subarray(0, 90) }, /not whole/],
  ['of another kind', { name: 'a.xml', bytes: new TextEncoder().encode('<html></html>') }, /another kind/],
  [
    'full of entities',
    {
      name: 'a.xml',
      bytes: new TextEncoder().encode('<!DOCTYPE a [<!ENTITY b "&b;&b;">]><Set><Server id="1"><name>&b;</name></Server></Set>'),
    },
    /defines a document type/,
  ],
  ['without anything that is known', xml('<SLT id="1"><name>x</name></SLT>'), /no servers/],
])('an XML file that is %s is refused', async (_name, file, reason) => {
  const { source } = importing(world(registry));
  await expect(source(itopXml, [file])).rejects.toThrow(reason);
});

test('[PI3.1] a configuration item without a name is refused with its field and the reason, and the others go on', async () => {
  const here = world(registry);
  const { source, apply } = importing(here);
  const plan = await source(itopXml, [xml(`${server(1, '')}${server(2, 'Good')}`)]);
  expect(
    plan.rows.filter(({ status, kind }) => status === 'refused' && kind === 'system').flatMap(({ problems }) => problems),
  ).toMatchObject([{ file: 'objects.xml', field: 'Name', reason: 'Name is missing.' }]);
  await apply(plan);
  expect([...here.store.records.values()].map(({ fields }) => fields['name'])).toEqual(['Good', 'Good']);
});
