import { useLabels } from '../useLabels.ts';
import { CalendarField } from './CalendarField.tsx';
import { instantText, parseInstant } from './date-text.ts';
import type { InstantFieldProps } from './props.ts';

/** A point in time, typed as `2026-11-28 22:00` in the zone that is named under it. */
export function InstantField({ zone, zoneLabel, help, ...props }: InstantFieldProps) {
  const labels = useLabels();
  const shown = props.value === null ? null : instantText(props.value, zone);
  const zoneWords = zoneLabel ?? zone;
  return (
    <CalendarField
      placeholder="2026-11-28 22:00"
      {...props}
      help={
        help === undefined ? (
          zoneWords
        ) : (
          <>
            {help} · {zoneWords}
          </>
        )
      }
      parse={(text) => parseInstant(text, zone)}
      format={(value) => instantText(value, zone)}
      pick={(text, day) => `${day} ${text.trim().split(/[\sT]+/)[1] ?? '09:00'}`}
      wrong={labels.notAnInstant}
      day={shown === null ? null : shown.slice(0, 10)}
    />
  );
}
