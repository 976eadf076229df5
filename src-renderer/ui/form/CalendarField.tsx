import { Popover, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './field.module.css';
import { given } from './given.ts';
import type { FieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';

export interface CalendarFieldProps extends FieldProps<string | null> {
  /** The value of a text, or `undefined` if the text is none. */
  readonly parse: (text: string) => string | undefined;
  readonly format: (value: string) => string;
  /** The text after a day was picked; it keeps what else the text says. */
  readonly pick: (text: string, day: string) => string;
  readonly wrong: string;
  /** The day that the calendar shows. */
  readonly day: string | null;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

/** A date that is typed, with a calendar to pick from. The text stays as typed until it is left; a wrong one says so. */
export function CalendarField({ value, onChange, parse, format, pick, wrong, day, min, max, ...field }: CalendarFieldProps) {
  const labels = useLabels();
  const [isOpen, setOpen] = useState(false);
  const shown = value === null ? '' : format(value);
  const [draft, setDraft] = useState<string>();
  const [isLeft, setLeft] = useState(false);
  const text = draft ?? shown;
  const isWrong = draft !== undefined && draft.trim() !== '' && parse(draft) === undefined;
  const props = useFieldProps({ ...field, error: isWrong && isLeft ? wrong : field.error });
  const isFixed = field.disabled === true || field.readOnly === true;

  const type = (next: string) => {
    setDraft(next);
    setLeft(false);
    const parsed = next.trim() === '' ? null : parse(next);
    if (parsed !== undefined && parsed !== value) onChange(parsed);
    // A text that is no date must not leave the old one behind it.
    else if (parsed === undefined && value !== null) onChange(null);
  };
  const leave = () => {
    setLeft(true);
    if (!isWrong) setDraft(undefined);
    field.onBlur?.();
  };
  const choose = (picked: string | null) => {
    if (picked === null) return;
    type(pick(text, picked));
    setOpen(false);
  };

  const name = `${labels.pickDate}, ${field.label}`;
  const calendar = (
    <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus position="bottom-end" offset={2}>
      <Popover.Target>
        <IconButton label={name} icon="calendar" aria-haspopup="dialog" onClick={() => setOpen(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <DatePicker
          className={classes.calendar ?? ''}
          classNames={{ day: classes.day ?? '', weekday: classes.weekday ?? '' }}
          {...given({ minDate: min, maxDate: max, defaultDate: day ?? undefined })}
          previousLabel={labels.earlier}
          nextLabel={labels.later}
          value={day}
          onChange={choose}
        />
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <TextInput
      {...props}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={leave}
      autoComplete="off"
      rightSection={!isFixed && calendar}
    />
  );
}
