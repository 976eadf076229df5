import { useLabels } from '../useLabels.ts';
import { CalendarField } from './CalendarField.tsx';
import { parseDate } from './date-text.ts';
import type { DateFieldProps } from './props.ts';

/** A calendar date without a zone. */
export function DateField(props: DateFieldProps) {
  const labels = useLabels();
  return (
    <CalendarField
      placeholder="2026-11-28"
      {...props}
      parse={parseDate}
      format={(value) => value}
      pick={(_, day) => day}
      wrong={labels.notADate}
      day={props.value}
    />
  );
}
