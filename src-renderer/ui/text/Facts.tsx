import { Fragment } from 'react';
import classes from './Facts.module.css';
import type { FactsProps } from './props.ts';

/** Labels and values, parted by hairlines. */
export function Facts({ items, labelWidth = 88 }: FactsProps) {
  return (
    <dl className={classes.facts} style={{ gridTemplateColumns: `${labelWidth}px minmax(0, 1fr)` }}>
      {items.map((item) => (
        <Fragment key={item.id ?? item.label}>
          <dt>{item.label}</dt>
          <dd>
            {item.value}
            {item.note !== undefined && <span className={classes.note}> {item.note}</span>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
