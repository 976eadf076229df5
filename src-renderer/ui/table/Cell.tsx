import { StateMark } from '../controls/StateMark.tsx';
import { Icon } from '../Icon.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './DataTable.module.css';
import { cellText } from './cell-text.ts';
import type { DataColumn } from './props.ts';

/** What stands in a cell, by the kind of its column. Text that is cut has its whole in a tooltip; numbers are never cut. */
export function Cell<Row>({ column, row }: { readonly column: DataColumn<Row>; readonly row: Row }) {
  const labels = useLabels();
  const value = column.value(row);
  if (column.render) return <>{column.render(row)}</>;
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') return <StateMark {...value} />;
  if (typeof value === 'boolean') {
    return value ? (
      <>
        <Icon name="check" />
        <span className="visually-hidden">{labels.yes}</span>
      </>
    ) : (
      <span className="visually-hidden">{labels.no}</span>
    );
  }
  const text = cellText(value, labels);
  const mark = column.mark?.(row);
  return (
    <>
      <span className={typeof value === 'number' ? classes.figure : 'cut'} title={typeof value === 'number' ? undefined : text}>
        {text}
      </span>
      {mark && (
        <span className={classes.mark}>
          <StateMark {...mark} />
        </span>
      )}
    </>
  );
}
