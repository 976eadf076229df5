import { Textarea } from '@mantine/core';
import type { ProseFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';

/** Several lines; grows with its text. */
export function ProseField({ value, onChange, minRows = 3, maxRows = 16, ...field }: ProseFieldProps) {
  return (
    <Textarea
      {...useFieldProps(field)}
      autosize
      minRows={minRows}
      maxRows={maxRows}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
