import { Button } from '../controls/Button.tsx';
import classes from './Choices.module.css';
import type { ChoicesProps } from './props.ts';

/** Buttons under each other, each beside what it leads to. A closed one says why in its place. */
export function Choices({ label, choices }: ChoicesProps) {
  return (
    <ul className={classes.choices} aria-label={label}>
      {choices.map(({ id, label: name, text, keys, isPrimary, reasons, onChoose }) => (
        <li key={id}>
          <Button wide variant={isPrimary ? 'primary' : 'normal'} keys={keys} reasons={reasons} onClick={onChoose}>
            {name}
          </Button>
          <span className={classes.text}>{reasons !== undefined && reasons.length > 0 ? reasons.join(' ') : text}</span>
        </li>
      ))}
    </ul>
  );
}
