import { MultiSelect } from '@mantine/core';
import { useLabels } from '../useLabels.ts';
import type { MultiChoiceFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';
import { useOptionLook } from './useOptionLook.tsx';

/** Several of a closed list. */
export function MultiChoiceField({ value, onChange, options, ...field }: MultiChoiceFieldProps) {
  const labels = useLabels();
  return (
    <MultiSelect
      {...useFieldProps(field)}
      {...useOptionLook(options)}
      value={[...value]}
      onChange={onChange}
      searchable
      hidePickedOptions
      clearButtonProps={{ 'aria-label': `${labels.clear} ${field.label}` }}
      nothingFoundMessage={labels.nothingFound}
    />
  );
}
