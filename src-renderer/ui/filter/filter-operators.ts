import type { UiLabels } from '../labels.ts';
import type { FilterField, FilterOperator } from './props.ts';

const byKind: { readonly [kind in FilterField['kind']]: readonly string[] } = {
  text: ['contains', 'is', 'startsWith', 'empty', 'notEmpty'],
  number: ['is', 'above', 'below', 'empty', 'notEmpty'],
  date: ['before', 'after', 'is', 'empty', 'notEmpty'],
  choice: ['in', 'isNot', 'empty', 'notEmpty'],
  flag: ['is'],
  ref: ['is', 'isNot', 'empty', 'notEmpty'],
};

/** The conditions that a field can have: its own, or those of its kind in the reader's words. */
export function operatorsOf(field: FilterField, labels: UiLabels): readonly FilterOperator[] {
  return (
    field.operators ??
    byKind[field.kind].map((id) => ({ id, label: labels.operators[id] ?? id, alone: id === 'empty' || id === 'notEmpty' }))
  );
}
