import type { ReactNode } from 'react';
import type { Json } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Field, FieldTable } from '#shared/model/field.ts';
import { ChoiceField } from '#renderer/ui/form/ChoiceField.tsx';
import { DateField } from '#renderer/ui/form/DateField.tsx';
import { FlagField } from '#renderer/ui/form/FlagField.tsx';
import { InstantField } from '#renderer/ui/form/InstantField.tsx';
import { MoneyField } from '#renderer/ui/form/MoneyField.tsx';
import { MultiChoiceField } from '#renderer/ui/form/MultiChoiceField.tsx';
import { NumberField } from '#renderer/ui/form/NumberField.tsx';
import type { FieldProps, Option } from '#renderer/ui/form/props.ts';
import { ProseField } from '#renderer/ui/form/ProseField.tsx';
import { RefField } from '#renderer/ui/form/RefField.tsx';
import { RefsField } from '#renderer/ui/form/RefsField.tsx';
import { TagsField } from '#renderer/ui/form/TagsField.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { moneyIn, reading } from '../format.ts';
import { useRefSource } from '../useRefSource.ts';
import { useWords } from '../words.ts';

export interface FieldControlProps {
  readonly definition: AnyRecordDefinition;
  readonly name: string;
  readonly value: Json | undefined;
  readonly onChange: (value: Json) => void;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onBlur?: (() => void) | undefined;
}

const CURRENCIES = ['EUR', 'GBP', 'USD', 'CHF', 'PLN'];

/** The control for one field, chosen by its type. Structured data (`data`) has screens of its own and shows nothing here. */
export function FieldControl({ definition, name, value, onChange, error, autoFocus, onBlur }: FieldControlProps): ReactNode {
  const words = useWords();
  const field = definition.fields[name];
  const refSource = useRefSource(field?.refKind ?? '');
  if (!field) return null;
  const base = {
    label: words.column(definition, name),
    name,
    help: words.help(definition, name),
    required: field.required,
    error,
    autoFocus,
    onBlur,
  } satisfies Partial<FieldProps<unknown>>;
  const options: Option[] = (field.options ?? []).map((option) => ({
    value: option.value,
    label: words.choice(definition, name, option.value),
  }));

  switch (field.type) {
    case 'text':
      return <TextField {...base} value={textOf(value)} onChange={(next) => onChange(next === '' ? null : next)} />;
    case 'prose':
      return <ProseField {...base} value={textOf(value)} onChange={(next) => onChange(next === '' ? null : next)} minRows={3} />;
    case 'number':
      return <NumberField {...base} value={typeof value === 'number' ? value : null} onChange={onChange} unit={field.unit} />;
    case 'money':
      return (
        <MoneyField
          {...base}
          value={moneyIn(value)}
          onChange={(next) => onChange(next === null ? null : { ...next })}
          currencies={CURRENCIES}
        />
      );
    case 'choice':
      return <ChoiceField {...base} value={typeof value === 'string' ? value : null} onChange={onChange} options={options} />;
    case 'choices':
      return <MultiChoiceField {...base} value={listOf(value)} onChange={(next) => onChange([...next])} options={options} />;
    case 'flag':
      return <FlagField {...base} value={value === true} onChange={onChange} />;
    case 'date':
      return <DateField {...base} value={typeof value === 'string' ? value : null} onChange={onChange} />;
    case 'instant':
      return <InstantField {...base} value={typeof value === 'string' ? value : null} onChange={onChange} zone={reading().zone} />;
    case 'ref':
      return <RefField {...base} {...refSource} value={typeof value === 'string' ? value : null} onChange={onChange} />;
    case 'refs':
      return <RefsField {...base} {...refSource} value={listOf(value)} onChange={(next) => onChange([...next])} />;
    case 'tags':
      return <TagsField {...base} value={listOf(value)} onChange={(next) => onChange([...next])} />;
    case 'data':
      return null;
  }
}

const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : '');
const listOf = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
/** Fields that a person fills in by hand, in the order of the definition (or of what an event asks for). */
export const editableFields = (asked: { readonly fields: FieldTable } | { readonly input: FieldTable }): [string, Field][] =>
  Object.entries('fields' in asked ? asked.fields : asked.input).filter(([, field]) => !field.derived && field.type !== 'data');
