import type { Json } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import { BASE_COLUMNS } from '#shared/model/head.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { type StateMap, upcastState } from '#shared/model/upcast.ts';

/** What a worker has to know of a record kind: plain data, so it can be posted, and compared when the code has changed. */
export interface HeadShape {
  readonly kind: string;
  readonly prefix: string;
  readonly label: string;
  /** Columns of the head besides `id` and `kind`, base columns first. */
  readonly columns: readonly string[];
  /** Ref fields that are no column; kept beside them, so that `related` never opens a record. */
  readonly hidden: readonly string[];
  /** Fields whose text is searched. */
  readonly texts: readonly string[];
  readonly lifecycleVersion: number | null;
  readonly states: StateMap;
}

const IMPLIED = new Set<string>(['id', 'kind']);
const BASE = BASE_COLUMNS.filter((name) => !IMPLIED.has(name));
const isBase = new Set<string>(BASE_COLUMNS);
const TEXT_TYPES = new Set(['text', 'prose', 'tags']);

function shapeOf(definition: AnyRecordDefinition): HeadShape {
  const fields = Object.entries(definition.fields);
  const columns = fields.flatMap(([name, field]) => (field.head && !isBase.has(name) ? [name] : []));
  return {
    kind: definition.kind,
    prefix: definition.prefix,
    label: definition.label,
    columns: [...BASE, ...columns],
    hidden: fields.flatMap(([name, field]) => (field.refKind !== undefined && !field.head && !isBase.has(name) ? [name] : [])),
    texts: fields.flatMap(([name, field]) => (TEXT_TYPES.has(field.type) ? [name] : [])),
    lifecycleVersion: definition.lifecycle?.version ?? null,
    states: definition.migrations?.states ?? {},
  };
}

export const shapesOf = (registry: Registry): HeadShape[] => registry.kinds.map(shapeOf);

/** The value of a record in a column; the same as `headOf` gives. */
export function columnValue(shape: HeadShape, record: RecordOf, column: string): Json {
  switch (column) {
    case 'label':
      return labelOf(shape, record);
    case 'state':
      return upcastState(shape.states, shape.lifecycleVersion, record);
    case 'number':
    case 'archivedAt':
    case 'createdAt':
    case 'createdBy':
    case 'updatedAt':
    case 'externalId':
      return record[column];
    default:
      return record.fields[column] ?? null;
  }
}
