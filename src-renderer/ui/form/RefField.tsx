import { Select } from '@mantine/core';
import { useState } from 'react';
import { useLabels } from '../useLabels.ts';
import type { RefFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';
import { useOptionLook } from './useOptionLook.tsx';
import { useRefOptions } from './useRefOptions.ts';

/** One thing out of many that are searched for as one types. */
export function RefField({ value, onChange, search, resolve, ...field }: RefFieldProps) {
  const labels = useLabels();
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [pickedLabel, setPickedLabel] = useState<string>();
  const { options, isBusy } = useRefOptions({ search, resolve }, typed === pickedLabel ? '' : typed, value === null ? [] : [value], isOpen);
  const current = options.find((option) => option.value === value)?.label;
  if (current !== pickedLabel) setPickedLabel(current);
  const isFixed = field.required === true || field.readOnly === true || field.disabled === true;
  return (
    <Select
      {...useFieldProps({ placeholder: labels.typeToSearch, ...field })}
      {...useOptionLook(options)}
      value={value}
      onChange={onChange}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      allowDeselect={false}
      clearable={!isFixed}
      clearButtonProps={{ 'aria-label': `${labels.clear} ${field.label}` }}
      nothingFoundMessage={isBusy ? labels.searching : labels.nothingFound}
    />
  );
}
