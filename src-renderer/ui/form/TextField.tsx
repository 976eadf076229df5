import { PasswordInput, TextInput } from '@mantine/core';
import { Icon } from '../Icon.tsx';
import { useLabels } from '../useLabels.ts';
import { given } from './given.ts';
import type { TextFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';

const Eye = ({ reveal }: { readonly reveal: boolean }) => <Icon name={reveal ? 'eye-off' : 'eye'} />;

export function TextField({ value, onChange, type = 'text', maxLength, autoComplete, hideLabel = false, ...field }: TextFieldProps) {
  const labels = useLabels();
  const { label, ...props } = useFieldProps(field);
  const shared = {
    ...props,
    ...(hideLabel ? { 'aria-label': field.label } : { label }),
    ...given({ maxLength, autoComplete }),
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return type === 'password' ? (
    <PasswordInput {...shared} visibilityToggleIcon={Eye} visibilityToggleButtonProps={{ 'aria-label': labels.showPassword }} />
  ) : (
    <TextInput {...shared} type={type} spellCheck={type === 'text'} />
  );
}
