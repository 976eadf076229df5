import { NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useLabels } from '../useLabels.ts';
import classes from './field.module.css';
import { currencyDigits, toMajor, toMinor } from './money-text.ts';
import type { MoneyFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';

/** An amount with its currency; typed in major units, kept in minor ones. */
export function MoneyField({ value, onChange, currencies, ...field }: MoneyFieldProps) {
  const labels = useLabels();
  const [chosen, setChosen] = useState(currencies[0] ?? 'EUR');
  const currency = value?.currency ?? chosen;
  const props = useFieldProps(field);
  const pickCurrency = (next: string) => {
    setChosen(next);
    if (value) onChange({ amount: toMinor(toMajor(value.amount, value.currency), next), currency: next });
  };
  return (
    <NumberInput
      {...props}
      value={value ? toMajor(value.amount, value.currency) : ''}
      onChange={(next) => onChange(typeof next === 'number' ? { amount: toMinor(next, currency), currency } : null)}
      decimalScale={currencyDigits(currency)}
      thousandSeparator=" "
      hideControls
      rightSectionWidth={84}
      rightSection={
        <NativeSelect
          variant="unstyled"
          rightSectionWidth={24}
          className={classes.currency}
          aria-label={`${field.label}, ${labels.currency}`}
          data={[...new Set([currency, ...currencies])]}
          value={currency}
          disabled={field.disabled === true || field.readOnly === true}
          onChange={(event) => pickCurrency(event.currentTarget.value)}
        />
      }
    />
  );
}
