import type { TFunction } from 'i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { statesOf } from '#shared/model/lifecycle.ts';
import type { Condition, Operator } from '#shared/model/query.ts';
import type { Workspace } from '#renderer/store/workspace.ts';
import type { Filter, FilterField, FilterOperator } from '#renderer/ui/filter/props.ts';
import type { Words } from '../words.ts';

const byKind: { readonly [kind in FilterField['kind']]: readonly Operator[] } = {
  text: ['contains', 'is', 'empty', 'notEmpty'],
  number: ['atLeast', 'atMost', 'is', 'empty'],
  date: ['after', 'before', 'empty', 'notEmpty'],
  choice: ['is', 'isNot', 'empty'],
  flag: ['is'],
  ref: ['is', 'isNot', 'empty', 'notEmpty'],
};
const kindOf: { readonly [type: string]: FilterField['kind'] } = {
  text: 'text',
  prose: 'text',
  tags: 'text',
  number: 'number',
  date: 'date',
  instant: 'date',
  choice: 'choice',
  flag: 'flag',
  ref: 'ref',
  refs: 'ref',
};

/** The filters that a kind's lists offer: its state and every head field. */
export function filterFields(
  definition: AnyRecordDefinition,
  words: Words,
  workspace: Workspace,
  t: TFunction<'workbench'>,
): FilterField[] {
  const operators = (kind: FilterField['kind'], isList = false): FilterOperator[] =>
    (isList ? (['has', 'empty', 'notEmpty'] as const) : byKind[kind]).map((id) => ({
      id,
      label: t(`op.${id}`),
      alone: id === 'empty' || id === 'notEmpty',
    }));
  const search = (refKind: string) => async (text: string) => {
    const heads =
      text.trim() === ''
        ? (await workspace.page({ kind: refKind, sort: [{ column: 'label' }], limit: 30 })).heads
        : await workspace.search(text, { kinds: [refKind], limit: 30 });
    return heads.map((head) => ({ value: head.id, label: head.label, ...(head.number === null ? {} : { hint: head.number }) }));
  };
  const state: FilterField[] = definition.lifecycle
    ? [
        {
          id: 'state',
          label: words.column(definition, 'state'),
          kind: 'choice',
          options: statesOf(definition.lifecycle).map((info) => ({ value: info.id, label: words.state(definition, info.id) })),
          operators: operators('choice'),
        },
      ]
    : [];
  const own = Object.entries(definition.fields).flatMap(([name, field]): FilterField[] => {
    const kind = kindOf[field.type];
    if (!field.head || field.technical || !kind) return [];
    return [
      {
        id: name,
        label: words.column(definition, name),
        kind,
        operators: operators(kind, field.type === 'refs' || field.type === 'tags'),
        ...(field.options
          ? { options: field.options.map((option) => ({ value: option.value, label: words.choice(definition, name, option.value) })) }
          : {}),
        ...(field.refKind && workspace.registry.has(field.refKind) ? { search: search(field.refKind) } : {}),
      },
    ];
  });
  return [...state, ...own, { id: 'updatedAt', label: words.column(definition, 'updatedAt'), kind: 'date', operators: operators('date') }];
}

/** A query's condition as a chip. */
export function filterOf(condition: Condition, words: string): Filter {
  const { value } = condition;
  const plain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : Array.isArray(value)
        ? value.map(String)
        : null;
  return { field: condition.column, operator: condition.op, value: plain, words };
}

/** A chip as a query's condition. */
export const conditionOf = ({ field, operator, value }: Filter): Condition => ({
  column: field,
  op: operator as Operator,
  ...(value === null ? {} : { value: typeof value === 'object' ? [...value] : value }),
});
