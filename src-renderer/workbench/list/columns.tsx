import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Field } from '#shared/model/field.ts';
import type { Head } from '#shared/model/head.ts';
import { leavesOf, type Lifecycle } from '#shared/model/lifecycle.ts';
import type { CellKind, DataColumn } from '#renderer/ui/table/props.ts';
import { moment, reading } from '../format.ts';
import { stateMark } from '../words.ts';
import { type ValueContext, valueText } from '../FieldValue.tsx';

const kinds: { readonly [type in Field['type']]?: CellKind } = {
  number: 'number',
  money: 'number',
  date: 'date',
  instant: 'date',
  flag: 'flag',
};
const widths: { readonly [type in Field['type']]?: number } = {
  instant: 128,
  date: 104,
  number: 80,
  money: 112,
  flag: 80,
  choice: 104,
  ref: 144,
};

/** What a list says of records that have something unconfirmed. */
export interface Unconfirmed {
  readonly ids: ReadonlySet<string>;
  readonly word: string;
}

/** Columns that follow from a definition: number, label, state, its own, last change. */
export function columnsOf(definition: AnyRecordDefinition, context: ValueContext, unconfirmed?: Unconfirmed): DataColumn<Head>[] {
  const { words } = context;
  const own = Object.entries(definition.fields).filter(
    ([name, field]) => field.head && !field.technical && name !== definition.label && field.type !== 'data',
  );
  const column = (name: string, rest: Omit<DataColumn<Head>, 'id' | 'label'>): DataColumn<Head> => ({
    id: name,
    label: words.column(definition, name),
    sortable: true,
    ...rest,
  });
  return [
    ...(definition.numbering ? [column('number', { kind: 'id', width: 92, value: (head) => head.number })] : []),
    column('label', {
      grows: true,
      width: 260,
      hideable: false,
      value: (head) => head.label,
      mark: (head) => (unconfirmed?.ids.has(head.id) ? { tone: 'provisional', word: unconfirmed.word } : undefined),
    }),
    ...(definition.lifecycle
      ? [
          column('state', {
            kind: 'state' as const,
            width: stateWidth(definition, definition.lifecycle, words),
            value: (head) => stateMark(words, definition, head.state),
          }),
        ]
      : []),
    ...own.map(([name, field]) => column(name, fieldColumn(definition, name, field, context))),
    column('updatedAt', { kind: 'date', width: 128, value: (head) => moment(head.updatedAt, reading()) }),
  ];
}

function fieldColumn(
  definition: AnyRecordDefinition,
  name: string,
  field: Field,
  context: ValueContext,
): Omit<DataColumn<Head>, 'id' | 'label'> {
  const text = (head: Head) => valueText(definition, name, head[name], context);
  const isToned = field.options?.some((option) => option.tone) ?? false;
  return {
    kind: isToned ? 'state' : (kinds[field.type] ?? 'text'),
    width: field.width ?? widths[field.type] ?? 120,
    value(head) {
      if (field.type === 'flag') return head[name] === true;
      if (!isToned) return text(head);
      const tone = field.options?.find((option) => option.value === head[name])?.tone;
      return head[name] === null ? null : { tone: tone ?? 'neutral', word: text(head) };
    },
  };
}

/** Wide enough for the longest state, within reason: a state is never cut. */
const stateWidth = (definition: AnyRecordDefinition, lifecycle: Lifecycle, words: ValueContext['words']): number => {
  const longest = Math.max(...leavesOf(lifecycle).map((state) => words.state(definition, state).length));
  return Math.min(224, Math.max(112, 44 + longest * 6.5));
};

/** Columns that a list shows until the person chooses others. */
export const shownAtFirst = (definition: AnyRecordDefinition): readonly string[] => [
  'number',
  'label',
  'state',
  ...definition.columns,
  'updatedAt',
];
