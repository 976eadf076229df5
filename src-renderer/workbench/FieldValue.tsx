import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { isEmpty } from '#shared/model/field.ts';
import { textIn } from '#shared/model/values.ts';
import { Link } from '../ui/controls/Link.tsx';
import { StateMark } from '../ui/controls/StateMark.tsx';
import { amount, calendarDate, count, moment, reading } from './format.ts';
import { idsIn, type RefLabel } from './useRefLabels.ts';
import { useWords, type Words } from './words.ts';

export interface ValueContext {
  readonly words: Words;
  readonly labels: ReadonlyMap<string, RefLabel>;
  readonly yes: string;
  readonly no: string;
  /** For a ref whose record is not on this device. */
  readonly elsewhere: string;
}

/** A field's value as plain text: for tables, tooltips, exports and history lines. */
export function valueText(definition: AnyRecordDefinition, name: string, value: Json | undefined, context: ValueContext): string {
  const field = definition.fields[name];
  if (!field || isEmpty(value)) return '';
  switch (field.type) {
    case 'flag':
      return value === true ? context.yes : context.no;
    case 'number':
      return typeof value === 'number' ? `${count(value)}${field.unit ? ` ${field.unit}` : ''}` : '';
    case 'money':
      return amount(value);
    case 'date':
      return calendarDate(textIn(value), reading());
    case 'instant':
      return moment(textIn(value), reading());
    case 'choice':
      return context.words.choice(definition, name, value);
    case 'choices':
      return Array.isArray(value) ? value.map((one: Json) => context.words.choice(definition, name, one)).join(', ') : '';
    case 'ref':
    case 'refs':
      return idsIn(value)
        .map((id) => context.labels.get(id)?.label ?? context.elsewhere)
        .join(', ');
    case 'tags':
      return Array.isArray(value) ? value.join(', ') : '';
    case 'data':
      return JSON.stringify(value);
    case 'text':
    case 'prose':
      return textIn(value);
  }
}

/** What `valueText` needs, from the surroundings. */
export function useValueContext(labels: ReadonlyMap<string, RefLabel>): ValueContext {
  const { t } = useTranslation('workbench');
  return { words: useWords(), labels, yes: t('yes'), no: t('no'), elsewhere: t('notOnThisDevice') };
}

interface FieldValueProps {
  readonly definition: AnyRecordDefinition;
  readonly name: string;
  readonly value: Json | undefined;
  readonly labels: ReadonlyMap<string, RefLabel>;
}

/** A field's value on a page: refs are links, toned choices carry their mark. */
export function FieldValue({ definition, name, value, labels }: FieldValueProps): ReactNode {
  const context = useValueContext(labels);
  const field = definition.fields[name];
  if (!field || isEmpty(value)) return null;
  if (field.type === 'ref' || field.type === 'refs') {
    return idsIn(value).map((id, position) => {
      const target = labels.get(id);
      return (
        <span key={id}>
          {position > 0 && ', '}
          {target ? <Link href={target.href}>{target.label}</Link> : context.elsewhere}
        </span>
      );
    });
  }
  const tone = field.options?.find((option) => option.value === value)?.tone;
  const text = valueText(definition, name, value, context);
  return tone ? <StateMark tone={tone} word={text} /> : text;
}
