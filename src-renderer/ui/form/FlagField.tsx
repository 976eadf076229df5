import { Checkbox } from '@mantine/core';
import { Icon } from '../Icon.tsx';
import classes from './field.module.css';
import { given } from './given.ts';
import type { FlagFieldProps } from './props.ts';

const Mark = ({ className }: { readonly className: string }) => <Icon name="check" className={className} />;

/** Yes or no. */
export function FlagField({ label, value, onChange, help, error, required, disabled, readOnly, autoFocus, name, onBlur }: FlagFieldProps) {
  return (
    <Checkbox
      {...given({ error, required, name, autoFocus, onBlur, description: error === undefined ? help : undefined })}
      label={label}
      checked={value}
      disabled={disabled === true || readOnly === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
      size="xs"
      icon={Mark}
      classNames={{ input: classes.checkInput ?? '', icon: classes.checkIcon ?? '', label: classes.checkLabel ?? '' }}
    />
  );
}
