import { useRef } from 'react';
import { ChoiceField } from '../form/ChoiceField.tsx';
import { DateField } from '../form/DateField.tsx';
import { MultiChoiceField } from '../form/MultiChoiceField.tsx';
import { NumberField } from '../form/NumberField.tsx';
import type { Option } from '../form/props.ts';
import { RefField } from '../form/RefField.tsx';
import { TextField } from '../form/TextField.tsx';
import { useLabels } from '../useLabels.ts';
import type { Filter, FilterField } from './props.ts';

interface FilterValueProps {
  readonly field: FilterField;
  readonly operator: string;
  readonly value: Filter['value'];
  readonly words: string;
  /** The value, and the same in words for the chip. */
  readonly onChange: (value: Filter['value'], words: string) => void;
}

const asText = (value: Filter['value']): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The right control for the value of a condition. */
export function FilterValue({ field, operator, value, words, onChange }: FilterValueProps) {
  const labels = useLabels();
  const found = useRef(new Map<string, Option>());
  const label = labels.value;
  const options = field.options ?? [];
  const optionWords = (one: string) => options.find((option) => option.value === one)?.label ?? one;

  if (field.kind === 'number') {
    return (
      <NumberField
        label={label}
        value={typeof value === 'number' ? value : null}
        onChange={(next) => onChange(next, next === null ? '' : String(next))}
      />
    );
  }
  if (field.kind === 'date') return <DateField label={label} value={asText(value)} onChange={(next) => onChange(next, next ?? '')} />;
  if (field.kind === 'flag') {
    const yesNo = [
      { value: 'true', label: labels.yes },
      { value: 'false', label: labels.no },
    ];
    return (
      <ChoiceField
        label={label}
        options={yesNo}
        value={typeof value === 'boolean' ? String(value) : null}
        onChange={(next) => onChange(next === null ? null : next === 'true', next === 'true' ? labels.yes : labels.no)}
      />
    );
  }
  if (field.kind === 'choice' && operator === 'in') {
    const several = Array.isArray(value) ? value.map(String) : [];
    return (
      <MultiChoiceField
        label={label}
        options={options}
        value={several}
        onChange={(next) => onChange(next, next.map(optionWords).join(', '))}
      />
    );
  }
  if (field.kind === 'choice') {
    return (
      <ChoiceField
        label={label}
        options={options}
        value={asText(value)}
        onChange={(next) => onChange(next, next === null ? '' : optionWords(next))}
      />
    );
  }
  if (field.kind === 'ref' && field.search) {
    const search = async (query: string) => {
      const options = (await field.search?.(query)) ?? [];
      for (const option of options) found.current.set(option.value, option);
      return options;
    };
    return (
      <RefField
        label={label}
        value={asText(value)}
        search={search}
        resolve={(one) => Promise.resolve(found.current.get(one) ?? { value: one, label: words || one })}
        onChange={(next) => onChange(next, next === null ? '' : (found.current.get(next)?.label ?? next))}
      />
    );
  }
  return <TextField label={label} value={asText(value) ?? ''} onChange={(next) => onChange(next, next)} />;
}
