import { z } from 'zod';
import type { Unmet } from '../kernel/refusal.ts';
import type { AnyRecordDefinition } from '../model/definition.ts';
import { dateReader, isZone } from './date-format.ts';

/** How a text finds the record that it names. `auto` tries them in this order. */
export const LOOKUPS = ['auto', 'id', 'number', 'externalId', 'email', 'label'] as const;
export type Lookup = (typeof LOOKUPS)[number];

/** What a column can fill besides the fields of the kind. */
export const SPECIAL_TARGETS = {
  '@externalId': 'Its id in the other system',
  '@number': 'Number',
  '@state': 'State',
  '@id': 'Its id in Countersign',
  '@version': 'Its version when it was exported',
} as const;
export type SpecialTarget = keyof typeof SPECIAL_TARGETS;

const columnSchema = z.strictObject({
  /** The header, as the file has it. */
  column: z.string(),
  /** A field's name, or one of the special targets. */
  to: z.string(),
  /** For dates: as Excel writes formats, e.g. `dd-mm-yyyy hh:mm`, or `iso`. */
  format: z.string().optional(),
  /** For times: the zone that the wall clock stands in. */
  zone: z.string().optional(),
  /** What the file calls a choice, a state or yes and no → what it is here. */
  values: z.record(z.string(), z.string()).optional(),
  by: z.enum(LOOKUPS).optional(),
  /** Between the parts of a list; `;` when absent. */
  separator: z.string().min(1).max(3).optional(),
  /** For money without a currency beside the number. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
});

/** How a table becomes records of one kind. It is data, so it can be kept in a file and used again. */
export const mappingSchema = z.strictObject({
  kind: z.string(),
  /** Names the other system in external ids: `servicenow:INC0000045`. */
  source: z
    .string()
    .regex(/^[^:\s][^:]{0,59}$/, 'must be a name without a colon')
    .default('file'),
  columns: z.array(columnSchema),
  /** Fields that every row gets, written as a cell would be. */
  constants: z.record(z.string(), z.string()).optional(),
  /** Used where a column does not say otherwise. */
  format: z.string().optional(),
  zone: z.string().optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** Texts that mean 'no value', e.g. `?` or `n/a`. */
  empty: z.array(z.string()).optional(),
});

export type ColumnMapping = z.output<typeof columnSchema>;
export type Mapping = z.output<typeof mappingSchema>;

/** Everything that is wrong with a mapping for a kind and a file, all at once. */
export function mappingFaults(mapping: Mapping, definition: AnyRecordDefinition, headers: readonly string[]): Unmet[] {
  const unmet: Unmet[] = [];
  const say = (message: string, help?: string) => unmet.push({ code: 'import.mapping', message, ...(help === undefined ? {} : { help }) });
  const taken = new Map<string, string>();
  if (mapping.kind !== definition.kind)
    say(`The mapping is for ${mapping.kind}, and ${definition.wording.many.toLowerCase()} are imported.`);
  for (const { column, to, format, zone } of mapping.columns) {
    if (!headers.includes(column)) say(`There is no column “${column}” in the file.`, `It has ${headers.join(', ')}.`);
    if (!isTarget(to, definition)) say(`${definition.wording.many} have no field “${to}”.`);
    const before = taken.get(to);
    if (before !== undefined) say(`“${before}” and “${column}” both fill ${targetLabel(to, definition)}.`);
    taken.set(to, column);
    sayZone(zone, say);
    sayFormat(format, say);
  }
  for (const field of Object.keys(mapping.constants ?? {})) {
    if (!Object.hasOwn(definition.fields, field) && field !== '@state') say(`${definition.wording.many} have no field “${field}”.`);
    if (taken.has(field)) say(`${targetLabel(field, definition)} is filled by a column and by a fixed value.`);
  }
  sayZone(mapping.zone, say);
  sayFormat(mapping.format, say);
  if (taken.size === 0) say('No column is mapped to a field.');
  return unmet;
}

type Say = (message: string) => void;
function sayZone(zone: string | undefined, say: Say): void {
  if (zone !== undefined && !isZone(zone)) say(`“${zone}” is not a time zone; write it like Europe/Berlin.`);
}
function sayFormat(format: string | undefined, say: Say): void {
  const reader = format === undefined ? undefined : dateReader(format);
  if (reader && !reader.ok) say(`${reader.error}.`);
}

const isTarget = (to: string, definition: AnyRecordDefinition): boolean =>
  Object.hasOwn(definition.fields, to) || Object.hasOwn(SPECIAL_TARGETS, to);

export const targetLabel = (to: string, definition: AnyRecordDefinition): string =>
  Object.hasOwn(SPECIAL_TARGETS, to) ? SPECIAL_TARGETS[to as SpecialTarget] : (definition.fields[to]?.label ?? to);
