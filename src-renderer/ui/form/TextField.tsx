import { PasswordInput, TextInput } from '@mantine/core';
import { useLabels } from '../useLabels.ts';
import { given } from './given.ts';
import type { TextFieldProps } from './props.ts';
import { useFieldProps } from './useFieldProps.ts';

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
    <PasswordInput {...shared} visibilityToggleButtonProps={{ 'aria-label': labels.showPassword }} />
  ) : (
    <TextInput {...shared} type={type} spellCheck={type === 'text'} />
  );
}
