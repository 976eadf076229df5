import type { JsonObject } from '../kernel/json.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { badFile } from './bad-file.ts';
import { ASSET_STATE, CRITICALITY, ITOP_CIS, NEEDS, STATUS } from './itop-classes.ts';
import { type ItopObjects, itopObjects } from './itop-objects.ts';
import type { Incoming, Link, RowProblem, SourceFile, SourceImporter } from './plan.ts';
import { reconcile } from './reconcile.ts';
import { readXmlObjects, type XmlObject } from './xml-objects.ts';

const SOURCE = 'itop';

/**
 * The XML exports of an iTop configuration database: systems with what they depend on, assets with the system that runs on them,
 * teams and people. A reference that the files do not resolve is reported and left out; it takes nothing away.
 */
export const itopXml: SourceImporter = {
  name: 'itop',
  label: 'iTop configuration database',
  description: 'XML files with servers, applications, devices and their relations; a folder or several files together.',
  extensions: ['xml'],
  takesMany: true,
  async *plan(files, _options, around) {
    const read = readAll(files);
    if (!read.ok) return read;
    yield { phase: 'reading', done: read.value.all.length, total: read.value.all.length };
    const { all } = read.value;
    const findings = unresolved(read.value);
    const incoming = [
      ...all.filter((one) => one.class === 'Team').map(teamOf),
      ...all.filter((one) => one.class === 'Person').map((one) => personOf(one, read.value, findings)),
      ...all.filter((one) => one.class in ITOP_CIS).map((one) => systemOf(one, read.value)),
      ...all.filter((one) => ITOP_CIS[one.class]?.asset !== undefined).map((one) => assetOf(one, read.value)),
    ];
    if (incoming.length === 0)
      return err(
        badFile('nothingKnown', 'The files hold no servers, applications, devices, teams or people.', `They hold ${classesIn(all)}.`),
      );
    const planned = yield* reconcile(incoming, SOURCE, around);
    if (!planned.ok) return planned;
    const left = notTaken(all);
    const warnings = left === '' ? [] : [`Looked up or left out, because there are no records for it here: ${left}.`];
    const facts = { files: files.length, objects: all.length, references: read.value.references.length, unresolved: findings.length };
    return ok({ ...planned.value, findings: [...findings, ...planned.value.findings], warnings, facts });
  },
};

function readAll(files: readonly SourceFile[]): Result<ItopObjects, Refusal> {
  const all: XmlObject[] = [];
  for (const file of files) {
    const objects = readXmlObjects(file);
    if (!objects.ok) return objects;
    all.push(...objects.value);
  }
  return ok(itopObjects(all));
}

const finding = ({ file, values, class: name, id }: XmlObject, field: string, reason: string, value: string): RowProblem => ({
  row: 0,
  file,
  field: `${values['name'] ?? `${name} ${id}`}, ${field}`,
  code: 'import.refMissing',
  reason,
  value,
});

/** Every reference of every object that leads to nothing, or to more than one thing. */
function unresolved({ references, hostsOfFarm }: ItopObjects): RowProblem[] {
  return references.flatMap(({ from, field, value, found, wanted }) => {
    if (found.length === 1) return [];
    const hosts = field === 'virtualhost_id' ? hostsOfFarm(value) : [];
    const names = (found.length > 1 ? found : hosts).map((one) => `${one.class} “${one.values['name'] ?? one.id}”`).join(' and ');
    if (found.length > 1) return [finding(from, field, `fits ${names}, which share the id; neither is taken`, value)];
    const what = wanted.length > 3 ? 'a configuration item' : wanted.join(' or ');
    if (hosts.length > 0)
      return [finding(from, field, `names a farm that is not in the files; its hosts ${names} are taken instead`, value)];
    return [finding(from, field, `names ${what} ${value}, which is not in the files`, value)];
  });
}

const externalId = ({ class: name, id }: XmlObject) => `${SOURCE}:${name}/${id}`;

const base = (one: XmlObject, kind: string): Omit<Incoming, 'fields' | 'links'> => ({
  row: 0,
  file: one.file,
  kind,
  externalId: externalId(one),
  number: null,
  problems: one.id === '' ? [{ row: 0, file: one.file, field: 'id', code: 'import.noExternalId', reason: 'is missing' }] : [],
});

const text = (value: string | undefined) => (value === undefined || value === '' ? null : value);

function teamOf(one: XmlObject): Incoming {
  const { name, function: duty, email } = one.values;
  const description = [duty, email].filter((part) => part !== undefined && part !== '').join('\n');
  return { ...base(one, 'team'), fields: { name: text(name), description: text(description) }, links: [] };
}

function personOf(one: XmlObject, objects: ItopObjects, findings: RowProblem[]): Incoming {
  const { name, first_name: first, email, phone, status, function: title } = one.values;
  const teams = objects.linked('lnkPersonToTeam', 'person_id', one, 'team_id');
  if (teams.length > 1)
    findings.push(finding(one, 'team', 'is in several teams; the first is taken', teams.map((team) => team.values['name']).join(', ')));
  const fields = {
    name: text([first, name].filter((part) => part !== undefined && part !== '').join(' ')),
    email: text(email),
    phone: text(phone),
    title: text(title),
    active: status !== 'inactive',
  };
  return { ...base(one, 'person'), fields, links: [link('team', teams.slice(0, 1))] };
}

const link = (field: string, targets: readonly XmlObject[], isPartial = false): Link => ({
  field,
  by: 'externalId',
  names: targets.map(externalId),
  missing: 'report',
  isPartial,
});

function systemOf(one: XmlObject, objects: ItopObjects): Incoming {
  const { name, description, business_criticity: criticality = '', status = '' } = one.values;
  const software = objects.named(one, 'software_id');
  const fields: JsonObject = {
    name: text(name),
    category: ITOP_CIS[one.class]?.category ?? 'other',
    criticality: CRITICALITY[criticality] ?? null,
    status: STATUS[status] ?? null,
    environment: status === 'production' ? 'production' : null,
    description: text(description),
    vendor: text(software?.values['vendor'] ?? objects.named(one, 'brand_id')?.values['name']),
    version: text(software?.values['version']),
    location: text(objects.named(one, 'location_id')?.values['name']),
  };
  return { ...base(one, 'system'), fields, links: needsOf(one, objects) };
}

/** What a system needs: what its own references name, and for a solution what the link files say. */
function needsOf(one: XmlObject, objects: ItopObjects): Link[] {
  const own = objects.references.filter((reference) => reference.from === one && reference.field in NEEDS);
  const linked = one.class === 'ApplicationSolution' ? objects.solutionNeeds(one) : { targets: [], isPartial: false, isKnown: false };
  const hasField = Object.keys(one.values).some((field) => field in NEEDS);
  if (!hasField && !linked.isKnown) return [];
  const direct = own.flatMap(({ found, field, value }) =>
    found.length === 1 ? found : field === 'virtualhost_id' ? objects.hostsOfFarm(value) : [],
  );
  const isPartial =
    linked.isPartial ||
    own.some(({ found, field, value }) => found.length !== 1 && !(field === 'virtualhost_id' && objects.hostsOfFarm(value).length > 0));
  return [link('dependsOn', [...direct, ...linked.targets], isPartial)];
}

function assetOf(one: XmlObject, objects: ItopObjects): Incoming {
  const { name, serialnumber, asset_number: tag, purchase_date: bought, end_of_warranty: warranty, status = '' } = one.values;
  const state = ASSET_STATE[status];
  const fields: JsonObject = {
    name: text(name),
    class: ITOP_CIS[one.class]?.asset ?? 'other',
    model: text(objects.named(one, 'model_id')?.values['name']),
    vendor: text(objects.named(one, 'brand_id')?.values['name']),
    serial: text(serialnumber),
    tag: text(tag),
    location: text(objects.named(one, 'location_id')?.values['name']),
    purchasedAt: text(bought),
    warrantyEndsAt: text(warranty),
  };
  return { ...base(one, 'asset'), fields, links: [link('system', [one])], ...(state === undefined ? {} : { state }) };
}

function classesIn(objects: readonly XmlObject[]): string {
  const counts = new Map<string, number>();
  for (const { class: name } of objects) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, many]) => `${many} ${name}`).join(', ');
}

const notTaken = (objects: readonly XmlObject[]): string =>
  classesIn(objects.filter(({ class: name }) => !(name in ITOP_CIS) && name !== 'Team' && name !== 'Person'));
