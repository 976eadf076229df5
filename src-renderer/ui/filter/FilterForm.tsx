import { NativeSelect } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './FilterBar.module.css';
import { FilterValue } from './FilterValue.tsx';
import { operatorsOf } from './filter-operators.ts';
import type { Filter, FilterField } from './props.ts';

interface FilterFormProps {
  readonly fields: readonly FilterField[];
  readonly initial: Filter | undefined;
  readonly onApply: (filter: Filter) => void;
  readonly onCancel: () => void;
}

const isEmpty = (value: Filter['value']): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** One condition: field, condition, value. */
export function FilterForm({ fields, initial, onApply, onCancel }: FilterFormProps) {
  const labels = useLabels();
  const [fieldId, setField] = useState(initial?.field ?? fields[0]?.id ?? '');
  const [operatorId, setOperator] = useState(initial?.operator);
  const [value, setValue] = useState<Filter['value']>(initial?.value ?? null);
  const [words, setWords] = useState(initial?.words ?? '');
  const field = fields.find((candidate) => candidate.id === fieldId);
  if (!field) return null;
  const operators = operatorsOf(field, labels);
  const operator = operators.find((candidate) => candidate.id === operatorId) ?? operators[0];
  const isReady = operator !== undefined && (operator.alone === true || !isEmpty(value));

  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    if (isReady)
      onApply({ field: field.id, operator: operator.id, value: operator.alone ? null : value, words: operator.alone ? '' : words });
  };
  const forget = () => {
    setValue(null);
    setWords('');
  };
  return (
    <form className={classes.form} onSubmit={apply}>
      <NativeSelect
        label={labels.field}
        data-autofocus
        value={field.id}
        data={fields.map(({ id, label }) => ({ value: id, label }))}
        onChange={(event) => {
          setField(event.currentTarget.value);
          setOperator(undefined);
          forget();
        }}
      />
      <NativeSelect
        label={labels.operator}
        value={operator?.id ?? ''}
        data={operators.map(({ id, label }) => ({ value: id, label }))}
        onChange={(event) => {
          setOperator(event.currentTarget.value);
          forget();
        }}
      />
      {operator && !operator.alone && (
        <FilterValue
          key={`${field.id} ${operator.id}`}
          field={field}
          operator={operator.id}
          value={value}
          words={words}
          onChange={(next, inWords) => {
            setValue(next);
            setWords(inWords);
          }}
        />
      )}
      <div className={classes.buttons}>
        <Button type="submit" variant="primary" keys="Enter">
          {labels.apply}
        </Button>
        <Button keys="Esc" onClick={onCancel}>
          {labels.cancel}
        </Button>
      </div>
    </form>
  );
}
