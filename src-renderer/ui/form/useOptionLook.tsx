import type { Option } from './props.ts';
import classes from './field.module.css';

/** What all fields with a list of options share: the look of the list, and the second line of an option. */
export function useOptionLook(options: readonly Option[]) {
  const hints = new Map(options.map((option) => [option.value, option.hint]));
  return {
    data: options.map(({ value, label }) => ({ value, label })),
    classNames: {
      options: classes.options ?? '',
      option: classes.option ?? '',
      empty: classes.empty ?? '',
      pill: classes.pill ?? '',
      pillsList: classes.pills ?? '',
      inputField: classes.pillField ?? '',
      input: classes.several ?? '',
    },
    comboboxProps: { offset: 2, transitionProps: { duration: 0 } },
    renderOption: ({ option }: { option: { value: string; label: string } }) => (
      <span>
        {option.label}
        {hints.get(option.value) !== undefined && <small className={classes.hint}>{hints.get(option.value)}</small>}
      </span>
    ),
  };
}
