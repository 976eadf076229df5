import { Select } from '@mantine/core';
import { useLabels } from '../useLabels.ts';
import type { ChoiceFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';
import { useOptionLook } from './useOptionLook.tsx';

/** One of a closed list; typing searches where there are many. */
export function ChoiceField({ value, onChange, options, ...field }: ChoiceFieldProps) {
  const labels = useLabels();
  const isFixed = field.required === true || field.readOnly === true || field.disabled === true;
  return (
    <Select
      {...useFieldProps(field)}
      {...useOptionLook(options)}
      value={value}
      onChange={onChange}
      searchable={options.length > 8}
      allowDeselect={!isFixed}
      clearable={!isFixed}
      clearButtonProps={{ 'aria-label': `${labels.clear} ${field.label}` }}
      nothingFoundMessage={labels.nothingFound}
    />
  );
}
