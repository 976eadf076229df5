import { Icon } from '../Icon.tsx';
import classes from './Chip.module.css';
import type { ChipProps } from './props.ts';

/** A condition or a tag in a box; opens when it can be edited, and has its own button to be removed. */
export function Chip({ children, icon, onClick, onRemove, removeLabel }: ChipProps) {
  const inner = (
    <>
      {icon && <Icon name={icon} />}
      <span className="cut">{children}</span>
    </>
  );
  return (
    <span className={classes.chip}>
      {onClick ? (
        <button type="button" className={classes.inner} onClick={onClick}>
          {inner}
        </button>
      ) : (
        <span className={classes.inner}>{inner}</span>
      )}
      {onRemove && (
        <button type="button" className={classes.remove} aria-label={removeLabel} onClick={onRemove}>
          <Icon name="cross" small />
        </button>
      )}
    </span>
  );
}
