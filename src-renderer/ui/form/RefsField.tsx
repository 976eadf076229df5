import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { useLabels } from '../useLabels.ts';
import type { RefsFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';
import { useOptionLook } from './useOptionLook.tsx';
import { useRefOptions } from './useRefOptions.ts';

/** Several things out of many that are searched for as one types. */
export function RefsField({ value, onChange, search, resolve, ...field }: RefsFieldProps) {
  const labels = useLabels();
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const { options, isBusy } = useRefOptions({ search, resolve }, typed, value, isOpen);
  return (
    <MultiSelect
      {...useFieldProps({ placeholder: value.length === 0 ? labels.typeToSearch : undefined, ...field })}
      {...useOptionLook(options)}
      value={[...value]}
      onChange={onChange}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      hidePickedOptions
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      clearButtonProps={{ 'aria-label': `${labels.clear} ${field.label}` }}
      nothingFoundMessage={isBusy ? labels.searching : labels.nothingFound}
    />
  );
}
