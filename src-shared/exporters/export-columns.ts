import type { Json } from '../kernel/json.ts';
import type { AnyRecordDefinition } from '../model/definition.ts';
import { type Field, isEmpty } from '../model/field.ts';
import { stateLabel } from '../model/lifecycle.ts';
import type { RecordOf } from '../model/record.ts';

/** What is exported: records of one kind, and how to say what their references name. */
export interface ExportRequest {
  readonly definition: AnyRecordDefinition;
  readonly records: readonly RecordOf[];
  /** The name that people know a referenced record by; the id stands where there is none. */
  readonly labelOf: (id: string) => string | undefined;
  /** Field names, `number` and `state`, in this order; everything when absent. */
  readonly columns?: readonly string[];
  /** ISO instant, for the note in the file. */
  readonly now: string;
  /** Records with something that the server has not confirmed; absent where there is no server to confirm anything. */
  readonly unconfirmed?: ReadonlySet<string>;
}

/** A value as files hold it. `instant` and `date` let a format write a real date. */
export type ExportValue = string | number | null | { readonly instant: string } | { readonly date: string };

export interface ExportColumn {
  readonly header: string;
  /** Hidden columns let an edited file find its records again. */
  readonly isHidden: boolean;
  readonly field?: Field;
  readonly value: (record: RecordOf) => ExportValue;
}

/** Headers of the two columns that identify a record; the importers know them. */
const ID_HEADER = 'Countersign id';
const VERSION_HEADER = 'Countersign version';
/** Header of the column that says what is provisional; nothing is imported from it. */
const CONFIRMED_HEADER = 'Confirmed by the server';

/** The columns of an export: identity first, then what was asked for. Structured content has no place in a table and is left out. */
export function exportColumns({ definition, columns, labelOf, unconfirmed }: ExportRequest): ExportColumn[] {
  const all = [
    ...(definition.numbering === undefined ? [] : ['number']),
    ...(definition.lifecycle ? ['state'] : []),
    ...Object.keys(definition.fields),
  ];
  const taken = new Set<string>([ID_HEADER, VERSION_HEADER, CONFIRMED_HEADER].map(key));
  const chosen = (columns ?? all).flatMap((name): ExportColumn[] => {
    const column = columnOf(name, definition, labelOf);
    if (!column) return [];
    const header = taken.has(key(column.header)) ? `${column.header} [${name}]` : column.header;
    taken.add(key(header));
    return [{ ...column, header }];
  });
  return [
    { header: ID_HEADER, isHidden: true, value: ({ id }) => id },
    { header: VERSION_HEADER, isHidden: true, value: ({ version }) => version },
    ...chosen,
    ...(unconfirmed === undefined
      ? []
      : [
          {
            header: CONFIRMED_HEADER,
            isHidden: false,
            value: ({ id }: RecordOf) => (unconfirmed.has(id) ? 'No, provisional' : 'Yes'),
          },
        ]),
  ];
}

const key = (header: string) => header.toLowerCase();

function columnOf(name: string, definition: AnyRecordDefinition, labelOf: ExportRequest['labelOf']): ExportColumn | undefined {
  const field = definition.fields[name];
  if (field)
    return field.type === 'data'
      ? undefined
      : { header: field.label, isHidden: false, field, value: ({ fields }) => valueOf(field, fields[name], labelOf) };
  if (name === 'number') return { header: 'Number', isHidden: false, value: ({ number }) => number };
  if (name === 'state')
    return { header: 'State', isHidden: false, value: ({ state }) => (state === null ? null : stateLabel(definition.lifecycle, state)) };
  return undefined;
}

function valueOf(field: Field, value: Json | undefined, labelOf: ExportRequest['labelOf']): ExportValue {
  if (value === undefined || isEmpty(value)) return null;
  const option = (one: Json) => field.options?.find((choice) => choice.value === one)?.label ?? plain(one);
  const list = (say: (one: Json) => string) => (Array.isArray(value) ? joinList(value.map(say)) : say(value));
  switch (field.type) {
    case 'number':
      return typeof value === 'number' ? value : plain(value);
    case 'flag':
      return value === true ? 'Yes' : 'No';
    case 'money':
      return moneyText(value);
    case 'choice':
    case 'choices':
      return list(option);
    case 'ref':
    case 'refs':
      return list((id) => labelOf(plain(id)) ?? plain(id));
    case 'tags':
      return list(plain);
    case 'date':
      return { date: plain(value) };
    case 'instant':
      return { instant: plain(value) };
    default:
      return plain(value);
  }
}

const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Parts of a list with `; ` between them. A semicolon inside a part stands after a backslash; backslashes before a semicolon are doubled. */
const joinList = (parts: readonly string[]) =>
  parts
    .map((part, i) => {
      const inside = part.replaceAll(/(\\*);/g, String.raw`$1$1\;`);
      return i === parts.length - 1 ? inside : inside.replace(/(\\+)$/, '$1$1');
    })
    .join('; ');

/** `1234.50 EUR`: exact, and the importers read it. */
function moneyText(value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return plain(value);
  const { amount, currency } = value as { readonly [part: string]: Json };
  if (typeof amount !== 'number' || typeof currency !== 'string') return plain(value);
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}

/** Every record that the exported records name, so that the caller can look their labels up at once. */
export function idsNamed({ definition, records }: Pick<ExportRequest, 'definition' | 'records'>): string[] {
  const refs = Object.entries(definition.fields).filter(([, field]) => field.refKind !== undefined);
  const ids = new Set<string>();
  for (const { fields } of records)
    for (const [name] of refs) {
      const value = fields[name];
      for (const id of Array.isArray(value) ? value : [value]) if (typeof id === 'string') ids.add(id);
    }
  return [...ids];
}
