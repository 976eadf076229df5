import type { AnyRecordDefinition } from '../model/definition.ts';
import type { Field } from '../model/field.ts';
import { fittingFormats } from './date-format.ts';
import type { ColumnMapping, Mapping, SpecialTarget } from './mapping.schema.ts';
import { cellText, type RawRow } from './table.ts';

/** Headers of exported files, and what service desks and asset lists call the same. Compared without case, spaces and marks. */
const SPECIAL_NAMES: readonly (readonly [SpecialTarget, readonly string[]])[] = [
  ['@id', ['countersignid']],
  ['@version', ['countersignversion']],
  ['@externalId', ['externalid', 'sysid', 'sourceid', 'foreignid', 'key', 'id', 'uuid', 'guid', 'recordid']],
  ['@number', ['number', 'no', 'ticket', 'ticketnumber']],
  ['@state', ['state', 'status', 'phase', 'lifecycle']],
];
const SAME_WORDS: readonly (readonly string[])[] = [
  ['name', 'title', 'shortdescription', 'summary', 'subject', 'displayname', 'label'],
  ['description', 'details', 'longdescription', 'notes', 'comments', 'remarks'],
  ['owner', 'ownedby', 'responsible', 'accountable'],
  ['assignee', 'assignedto', 'assigned'],
  ['team', 'group', 'assignmentgroup', 'assignedgroup', 'supportgroup', 'department'],
  ['vendor', 'manufacturer', 'brand', 'make', 'supplier'],
  ['serial', 'serialnumber', 'serialno', 'sn'],
  ['tag', 'assettag', 'assetnumber', 'inventorynumber', 'inventoryno'],
  ['email', 'mail', 'emailaddress', 'upn'],
  ['criticality', 'businesscriticality', 'businesscriticity', 'importance'],
  ['category', 'class', 'type', 'ciclass', 'kind'],
  ['environment', 'env', 'stage'],
  ['item', 'system', 'cmdbci', 'ci', 'configurationitem', 'affecteditem', 'application'],
  ['location', 'site', 'place', 'office'],
  ['openedat', 'opened', 'created', 'createdat', 'reportedat'],
  ['resolvedat', 'resolved'],
  ['closedat', 'closed'],
  ['reportedby', 'callerid', 'caller', 'reporter', 'requester', 'openedby'],
  ['fixedby', 'rfc', 'fixedbychange'],
  ['causedby', 'causedbychange'],
  ['purchasedat', 'purchasedate', 'purchased', 'bought'],
  ['warrantyendsat', 'warranty', 'warrantyend', 'endofwarranty', 'warrantyexpires'],
  ['cost', 'price', 'amount', 'value'],
];

/** A likely mapping from the names of the columns, and of dates from their values. A person confirms it. */
export function suggestMapping(definition: AnyRecordDefinition, headers: readonly string[], rows: readonly RawRow[] = []): Mapping {
  const candidates = headers.flatMap((column, position) =>
    targetsOf(definition).map((to) => ({ column, position, to, score: score(column, to, definition) })),
  );
  const columns: ColumnMapping[] = [];
  for (const { column, to, score: likely } of candidates.toSorted((a, b) => b.score - a.score || a.position - b.position)) {
    if (likely < 0.55 || columns.some((one) => one.column === column || one.to === to)) continue;
    columns.push({ column, to, ...dateOf(definition.fields[to], headers.indexOf(column), rows) });
  }
  columns.sort((a, b) => headers.indexOf(a.column) - headers.indexOf(b.column));
  return { kind: definition.kind, source: 'file', columns: identified(columns), zone: 'UTC' };
}

/** A number that is the only identity also serves as the id in the other system: that makes the import repeatable. */
function identified(columns: readonly ColumnMapping[]): ColumnMapping[] {
  const number = columns.find(({ to }) => to === '@number');
  const hasKey = columns.some(({ to }) => to === '@externalId' || to === '@id');
  return number && !hasKey ? [...columns, { column: number.column, to: '@externalId' }] : [...columns];
}

function targetsOf(definition: AnyRecordDefinition): string[] {
  const fields = Object.entries(definition.fields).filter(([, field]) => field.type !== 'data');
  return [
    '@id',
    '@version',
    '@externalId',
    ...(definition.numbering === undefined ? [] : ['@number']),
    ...(definition.lifecycle ? ['@state'] : []),
    ...fields.map(([name]) => name),
  ];
}

function score(column: string, to: string, definition: AnyRecordDefinition): number {
  const header = plain(column);
  const special = SPECIAL_NAMES.find(([target]) => target === to);
  if (special) {
    const place = special[1].indexOf(header);
    return place < 0 ? 0 : to === '@id' || to === '@version' ? 2 : 0.95 - place * 0.01;
  }
  const field = definition.fields[to];
  if (!field) return 0;
  if (header === plain(field.label)) return 1.1;
  if (header === plain(to)) return 1;
  const group = SAME_WORDS.find((words) => words.includes(plain(to)) || words.includes(plain(field.label)));
  if (group?.includes(header)) return 0.9 - group.indexOf(header) * 0.005;
  if (to === definition.label && SAME_WORDS[0]?.includes(header)) return 0.85;
  return Math.max(overlap(column, field.label), overlap(column, to)) * 0.8;
}

/** `Opened (UTC)`, `opened_at` and `Opened At` are the same name. */
const plain = (name: string): string =>
  name
    .replaceAll(/\([^)]*\)/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/\([^)]*\)/g, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2);

/** The share of words that two names have in common. */
function overlap(a: string, b: string): number {
  const first = new Set(wordsOf(a));
  const second = new Set(wordsOf(b));
  if (first.size === 0 || second.size === 0) return 0;
  const common = [...first].filter((word) => second.has(word)).length;
  return (2 * common) / (first.size + second.size);
}

function dateOf(field: Field | undefined, index: number, rows: readonly RawRow[]): Pick<ColumnMapping, 'format'> {
  if (field?.type !== 'date' && field?.type !== 'instant') return {};
  const samples = rows
    .slice(0, 200)
    .map((row) => row.cells[index] ?? null)
    .filter((cell) => typeof cell === 'string')
    .map(cellText)
    .filter((text) => /\d/.test(text));
  const [format] = fittingFormats(samples);
  return format === undefined ? {} : { format };
}
