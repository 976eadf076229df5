import { TextButton } from '../controls/TextButton.tsx';
import { Icon } from '../Icon.tsx';
import type { Condition } from '../tone.ts';
import { useLabels } from '../useLabels.ts';
import type { ReasonsProps } from './props.ts';
import classes from './Reasons.module.css';

function Way({ way }: { readonly way: NonNullable<Condition['way']> }) {
  return way.href === undefined ? <TextButton onClick={way.onClick}>{way.label}</TextButton> : <a href={way.href}>{way.label}</a>;
}

/** A 'no' with all its conditions, the unmet first, each with its way. */
export function Reasons({ title, conditions, codes }: ReasonsProps) {
  const labels = useLabels();
  const ordered = [...conditions.filter((condition) => !condition.met), ...conditions.filter((condition) => condition.met)];
  return (
    <div className={classes.box} role="group">
      <p className={classes.title}>{title}</p>
      <ul className={classes.list}>
        {ordered.map((condition) => (
          <li key={condition.text} className={condition.met ? classes.met : undefined}>
            <Icon name={condition.met ? 'check' : 'cross'} small />
            <span>
              <span className="visually-hidden">{condition.met ? labels.met : labels.unmet}: </span>
              {condition.text}
            </span>
            {condition.way ? <Way way={condition.way} /> : <span />}
          </li>
        ))}
      </ul>
      {codes !== undefined && <p className={classes.codes}>{codes}</p>}
    </div>
  );
}
