import { sameJson } from '../kernel/difference.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { AnyRecordDefinition } from '../model/definition.ts';
import { evolve } from '../model/evolve.ts';
import { type Field, isEmpty } from '../model/field.ts';
import { stateLabel } from '../model/lifecycle.ts';
import type { RecordEvent, RecordOf } from '../model/record.ts';
import type { RowDifference } from './plan.ts';

/** What the file and the record had in common last. `undefined` where that cannot be known. */
export interface Base {
  readonly fields: JsonObject;
  readonly state: string | null;
  /** When the last import was; `undefined` when the base is an export. */
  readonly importedAt: string | undefined;
}

/** What is taken over, and what both sides have changed. `state` is there where it differs. */
export interface Comparison {
  readonly take: JsonObject;
  readonly takeState: string | undefined;
  readonly conflicts: JsonObject;
  readonly conflictState: string | undefined;
  readonly differences: readonly RowDifference[];
}

/**
 * The record as the file last knew it: as of the version that an exported file names, else as of the last import. Events say it,
 * because they carry what was set.
 */
export function baseOf(history: readonly RecordEvent[], kind: string, version: number | undefined): Base | undefined {
  const imported = history.findLast((event) => event.type === `${kind}.imported`);
  const until = version ?? imported?.version;
  if (until === undefined) return undefined;
  const then = history.filter((event) => event.version <= until).reduce<RecordOf | undefined>(evolve, undefined);
  const times = history.filter((event) => event.type === `${kind}.imported`).map((event) => event.at);
  return then && { fields: then.fields, state: then.state, importedAt: times.toSorted().at(-1) };
}

/** The fields in which the file differs from the record, without asking who changed them. */
export const differing = (definition: AnyRecordDefinition, record: RecordOf, fields: JsonObject): string[] =>
  Object.keys(fields).filter((name) => !sameValue(definition.fields[name], record.fields[name], fields[name]));

/**
 * Three-way: what only the file changed is taken, what only this side changed stays, what both changed to different values is a
 * conflict. Without a base, the file is taken.
 */
export function compare(
  definition: AnyRecordDefinition,
  record: RecordOf,
  file: { readonly fields: JsonObject; readonly state: string | undefined },
  base: Base | undefined,
): Comparison {
  const take: Record<string, Json> = {};
  const conflicts: Record<string, Json> = {};
  const differences: RowDifference[] = [];
  for (const name of differing(definition, record, file.fields)) {
    const field = definition.fields[name];
    const value = file.fields[name] ?? null;
    const fate = fateOf((a, b) => sameValue(field, a, b), record.fields[name], value, base && { was: base.fields[name] });
    if (fate === 'keep') continue;
    if (fate === 'take') take[name] = value;
    else conflicts[name] = value;
    const was = base ? { base: base.fields[name] ?? null } : {};
    differences.push({
      field: name,
      label: field?.label ?? name,
      here: record.fields[name] ?? null,
      file: value,
      ...was,
      conflict: fate === 'conflict',
    });
  }
  const { state } = file;
  if (state === undefined || state === record.state)
    return { take, conflicts, differences, takeState: undefined, conflictState: undefined };
  const fate = fateOf(sameJson, record.state, state, base && { was: base.state });
  const words = (one: string | null) => stateLabel(definition.lifecycle, one);
  if (fate !== 'keep')
    differences.push({
      field: '@state',
      label: 'State',
      here: words(record.state),
      file: words(state),
      ...(base ? { base: words(base.state) } : {}),
      conflict: fate === 'conflict',
    });
  return {
    take,
    conflicts,
    differences,
    takeState: fate === 'take' ? state : undefined,
    conflictState: fate === 'conflict' ? state : undefined,
  };
}

type Same = (a: Json | undefined, b: Json | undefined) => boolean;

function fateOf(
  same: Same,
  here: Json | undefined,
  file: Json,
  base: { readonly was: Json | undefined } | undefined,
): 'take' | 'keep' | 'conflict' {
  if (!base || same(base.was, here)) return 'take';
  return same(base.was, file) ? 'keep' : 'conflict';
}

/** Are two stored values the same to people: an instant however it is written, a list of names in any order, lines by any end. */
function sameValue(field: Field | undefined, a: Json | undefined, b: Json | undefined): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (sameJson(a, b)) return true;
  if (typeof a === 'string' && typeof b === 'string') {
    if (field?.type === 'instant') return Date.parse(a) === Date.parse(b);
    return (field?.type === 'text' || field?.type === 'prose') && oneLineEnd(a) === oneLineEnd(b);
  }
  const isSet = field?.type === 'refs' || field?.type === 'tags' || field?.type === 'choices';
  return isSet && Array.isArray(a) && Array.isArray(b) && sameJson(a.map(String).toSorted(), b.map(String).toSorted());
}

const oneLineEnd = (text: string) => text.replaceAll(/\r\n?/g, '\n').trim();
