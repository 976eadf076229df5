import type { MouseEvent } from 'react';
import { Icon } from '../Icon.tsx';
import { Cell } from './Cell.tsx';
import classes from './DataTable.module.css';
import type { Columns } from './useColumns.ts';

interface BodyRowProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly row: Row | undefined;
  readonly columns: Columns<Row>;
  readonly template: string;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  /** Column of the cell cursor, when it is on. */
  readonly cellCursor: number | undefined;
  readonly picks: boolean;
  readonly onPick: () => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onDoubleClick: () => void;
}

/** Ghost widths that look like words, in percent. */
const ghosts = [72, 54, 81, 63];

export function BodyRow<Row>({
  id,
  index,
  top,
  row,
  columns,
  template,
  isCursor,
  isSelected,
  cellCursor,
  picks,
  onPick,
  onClick,
  onDoubleClick,
}: BodyRowProps<Row>) {
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={picks ? isSelected : isCursor}
      className={classes.row}
      data-cursor={isCursor || undefined}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
    >
      {picks && (
        <div
          role="gridcell"
          aria-colindex={1}
          className={classes.pick}
          onClick={(event) => {
            event.stopPropagation();
            onPick();
          }}
        >
          <span className={classes.box} data-on={isSelected || undefined}>
            {isSelected && <Icon name="check" small />}
          </span>
        </div>
      )}
      {columns.visible.map(({ column }, position) => (
        <div
          key={column.id}
          role="gridcell"
          id={`${id}-${position}`}
          aria-colindex={position + (picks ? 2 : 1)}
          className={column.kind === 'number' ? classes.number : classes.cell}
          data-kind={column.kind}
          data-cell-cursor={cellCursor === position || undefined}
        >
          {row === undefined ? (
            <span className={classes.ghost} style={{ width: `${ghosts[(index + position) % ghosts.length]}%` }} />
          ) : (
            <Cell column={column} row={row} />
          )}
        </div>
      ))}
    </div>
  );
}
