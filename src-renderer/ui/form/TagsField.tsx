import { TagsInput } from '@mantine/core';
import { useLabels } from '../useLabels.ts';
import type { TagsFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';
import { useOptionLook } from './useOptionLook.tsx';

/** Free words, each its own; Enter or a comma ends one. */
export function TagsField({ value, onChange, suggestions, ...field }: TagsFieldProps) {
  const labels = useLabels();
  const { renderOption: _second, data: _options, ...look } = useOptionLook([]);
  return (
    <TagsInput
      {...useFieldProps(field)}
      {...look}
      value={[...value]}
      onChange={onChange}
      data={[...(suggestions ?? [])]}
      splitChars={[',', ';']}
      clearButtonProps={{ 'aria-label': `${labels.clear} ${field.label}` }}
    />
  );
}
