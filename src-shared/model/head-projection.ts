import type { Json } from '../kernel/json.ts';
import { type AnyRecordDefinition, labelOf } from './definition.ts';
import { BASE_COLUMNS, type Head } from './head.ts';
import type { RecordOf } from './record.ts';

/** The columns of a kind's heads, base columns first. */
export const headColumns = (definition: AnyRecordDefinition): string[] => [
  ...BASE_COLUMNS,
  ...Object.entries(definition.fields)
    .filter(([, field]) => field.head)
    .map(([name]) => name),
];

export function headOf(definition: AnyRecordDefinition, record: RecordOf): Head {
  const head: Record<string, Json> = {};
  for (const [name, field] of Object.entries(definition.fields)) if (field.head) head[name] = record.fields[name] ?? null;
  return {
    ...head,
    id: record.id,
    kind: record.kind,
    number: record.number,
    label: labelOf(definition, record),
    state: record.state,
    archivedAt: record.archivedAt,
    createdAt: record.createdAt,
    createdBy: record.createdBy,
    updatedAt: record.updatedAt,
    externalId: record.externalId,
  };
}
