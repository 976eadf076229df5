import { linkIndex } from '#shared/importers/link-index.ts';
import { stateNamed } from '#shared/importers/state-names.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Field } from '#shared/model/field.ts';
import { headColumns } from '#shared/model/head-projection.ts';
import type { Condition, Query } from '#shared/model/query.ts';
import type { HeadlessWorkspace } from '#main/application/workspace.ts';
import { usage } from './exit-codes.ts';

const FORM = /^([\w@]+)\s*(!=|>=|<=|=|~|>|<)\s*(.*)$/s;
const LISTS = new Set(['refs', 'choices', 'tags']);

/** A condition as written, its column and form checked; its value is looked up when the data is open. */
export interface WrittenCondition {
  readonly column: string;
  readonly sign: string;
  readonly words: string;
}

/**
 * A condition as people write it: `state=draft`, `owner=Dana`, `priority=p1,p2`, `title~mail`, `openedAt>2026-01-01`, `item=` for empty.
 */
export function readCondition(text: string, definition: AnyRecordDefinition): WrittenCondition {
  const [, column, sign, words] = FORM.exec(text) ?? [];
  if (column === undefined || sign === undefined || words === undefined)
    throw usage(`“${text}” is not a condition; write it like 'state=draft' or 'title~mail'.`);
  checkColumn(column, definition);
  const type = definition.fields[column]?.type ?? '';
  if (words === '' && sign !== '=' && sign !== '!=') throw usage(`“${text}” says no value.`);
  if (sign === '!=' && LISTS.has(type)) throw usage(`“${column}” is a list; != does not say what is meant.`);
  if (sign === '!=' && words.includes(',')) throw usage('!= takes one value; give --where more than once.');
  if (type === 'number' && (sign === '>' || sign === '<')) throw usage('Numbers are compared with >= or <=.');
  if (type !== 'number' && (sign === '>=' || sign === '<=')) throw usage('Dates and times are compared with > or <.');
  return { column, sign, words };
}

/** The condition that is meant. Choices, states and references may be written as they are shown. */
export async function conditionOf(
  { column, sign, words }: WrittenCondition,
  definition: AnyRecordDefinition,
  workspace: HeadlessWorkspace,
): Promise<Condition> {
  const field = definition.fields[column];
  if (sign === '~') return { column, op: 'contains', value: words };
  if (sign === '>=' || sign === '<=') return { column, op: sign === '>=' ? 'atLeast' : 'atMost', value: Number(words) };
  if (sign === '>' || sign === '<') return { column, op: sign === '>' ? 'after' : 'before', value: words };
  if (words === '') return { column, op: sign === '=' ? 'empty' : 'notEmpty' };
  const values = await Promise.all(words.split(',').map((one) => valueOf(one.trim(), column, field, definition, workspace)));
  if (LISTS.has(field?.type ?? '')) return { column, op: 'hasAny', value: values };
  return sign === '!=' ? { column, op: 'isNot', value: values[0] ?? null } : { column, op: 'in', value: values };
}

/** `openedAt` upwards, `openedAt:desc` downwards. */
export function sortOf(text: string, definition: AnyRecordDefinition): NonNullable<Query['sort']>[number] {
  const [column = '', direction = 'asc'] = text.split(':');
  checkColumn(column, definition);
  if (direction !== 'asc' && direction !== 'desc') throw usage(`“${text}” is no order; write it like “${column}” or “${column}:desc”.`);
  return { column, descending: direction === 'desc' };
}

export function checkColumn(column: string, definition: AnyRecordDefinition): void {
  const columns = headColumns(definition);
  if (!columns.includes(column))
    throw usage(`${definition.wording.many} are not listed by “${column}”. They are by ${columns.join(', ')}.`);
}

async function valueOf(
  text: string,
  column: string,
  field: Field | undefined,
  definition: AnyRecordDefinition,
  workspace: HeadlessWorkspace,
): Promise<Json> {
  if (column === 'state') return stateNamed(definition, undefined)(text) ?? text;
  if (field?.type === 'number') return Number(text);
  if (field?.type === 'flag') return /^(true|yes|1)$/i.test(text);
  const option = field?.options?.find(({ value, label }) => [value, label].some((word) => word.toLowerCase() === text.toLowerCase()));
  if (option) return option.value;
  if (field?.refKind === undefined) return text;
  const index = await linkIndex(new Set([field.refKind]), [], '', workspace);
  const found = index.find(field.refKind, 'auto', text);
  if (found.length > 1) throw usage(`“${text}” fits ${found.length} records; name it by its number or id.`);
  return found[0] ?? text;
}
