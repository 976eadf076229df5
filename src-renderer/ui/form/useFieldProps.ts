import { useLabels } from '../useLabels.ts';
import { given } from './given.ts';
import type { FieldProps } from './props.ts';

/** The kit's props for what all fields share: the label above, then the field, then its message or its help. */
export function useFieldProps(props: Omit<FieldProps<never>, 'value' | 'onChange'>) {
  const labels = useLabels();
  const { label, help, error, required, disabled, readOnly, autoFocus, name, placeholder, onBlur } = props;
  return {
    label,
    withAsterisk: false,
    ...(required ? { labelProps: { 'data-mark': labels.required } } : {}),
    ...(autoFocus ? { autoFocus: true, 'data-autofocus': true } : {}),
    ...given({ error, required, disabled, readOnly, name, placeholder, onBlur, description: error === undefined ? help : undefined }),
  };
}
