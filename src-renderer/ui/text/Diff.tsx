import type { ReactNode } from 'react';
import { TextButton } from '../controls/TextButton.tsx';
import { Icon } from '../Icon.tsx';
import classes from './Diff.module.css';
import { Now } from './Now.tsx';
import type { DiffProps } from './props.ts';
import bare from './bare-table.module.css';
import { Was } from './Was.tsx';

const isText = (value: ReactNode): boolean => typeof value === 'string' || typeof value === 'number';

/** Two versions by field. Changed text is struck through and marked, never red and green: those are verdicts. */
export function Diff({ label, heads, rows, rest }: DiffProps) {
  const hasBy = heads.by !== undefined;
  return (
    <table className={`${bare.table} ${classes.diff}`} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{heads.field}</th>
          <th scope="col">{heads.was}</th>
          <th scope="col">{heads.now}</th>
          {hasBy && <th scope="col">{heads.by}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.same ? classes.same : undefined}>
            <th scope="row">{row.field}</th>
            <td>{isText(row.was) && !row.same ? <Was>{row.was}</Was> : row.was}</td>
            <td>{isText(row.now) && !row.same ? <Now>{row.now}</Now> : row.now}</td>
            {hasBy && <td className={classes.by}>{row.by}</td>}
          </tr>
        ))}
        {rest && (
          <tr>
            <td colSpan={hasBy ? 4 : 3} className={classes.rest}>
              <TextButton className="small" onClick={rest.onClick}>
                <Icon name="right" small /> {rest.label}
              </TextButton>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
