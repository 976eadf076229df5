import { NumberInput } from '@mantine/core';
import classes from './field.module.css';
import { given } from './given.ts';
import type { NumberFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';

/** A number with spaces between thousands; empty is `null`. */
export function NumberField({ value, onChange, min, max, step, decimals, unit, ...field }: NumberFieldProps) {
  return (
    <NumberInput
      {...useFieldProps(field)}
      {...given({ min, max, step, decimalScale: decimals })}
      value={value ?? ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      allowDecimal={decimals !== 0}
      thousandSeparator=" "
      clampBehavior="none"
      hideControls
      {...(unit === undefined ? {} : { rightSection: <span className={classes.unit}>{unit}</span>, rightSectionWidth: 56 })}
    />
  );
}
