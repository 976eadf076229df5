import type { KeyboardEvent } from 'react';
import { Icon } from '../Icon.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './DataTable.module.css';
import type { DataTableProps, Sort } from './props.ts';
import type { Columns } from './useColumns.ts';

type Given<Row> = Pick<DataTableProps<Row>, 'sort' | 'onSort' | 'onSelect' | 'count'>;
interface HeadRowProps<Row> extends Given<Row> {
  readonly columns: Columns<Row>;
  readonly template: string;
  readonly selectedCount: number;
}

/** Ascending, then descending, then as it came. */
function nextSort(sort: Sort | null | undefined, column: string): Sort | null {
  if (sort?.column !== column) return { column, direction: 'ascending' };
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

/** The head: sort by a click or Enter, resize by dragging the edge or with Alt and the arrows. */
export function HeadRow<Row>({ columns, template, sort, onSort, onSelect, count, selectedCount }: HeadRowProps<Row>) {
  const labels = useLabels();
  const resize = (event: KeyboardEvent, id: string) => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    columns.resize(id, event.key === 'ArrowLeft' ? -16 : 16);
  };
  return (
    <div role="row" aria-rowindex={1} className={classes.headRow} style={{ gridTemplateColumns: template }}>
      {onSelect && (
        <div role="columnheader" aria-colindex={1} className={classes.pick}>
          <input
            type="checkbox"
            aria-label={labels.selectAll}
            checked={count > 0 && selectedCount >= count}
            ref={(box) => {
              if (box) box.indeterminate = selectedCount > 0 && selectedCount < count;
            }}
            onChange={() => onSelect({ kind: selectedCount > 0 ? 'none' : 'all' })}
          />
        </div>
      )}
      {columns.visible.map(({ column, header }, index) => {
        const isSorted = sort?.column === column.id;
        const canSort = onSort !== undefined && column.sortable !== false;
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={index + (onSelect ? 2 : 1)}
            aria-sort={isSorted ? sort.direction : undefined}
            className={column.kind === 'number' ? classes.headNumber : classes.head}
          >
            {canSort ? (
              <button
                type="button"
                className={classes.sort}
                title={column.label}
                onClick={() => onSort(nextSort(sort, column.id))}
                onKeyDown={(event) => resize(event, column.id)}
              >
                <span className="cut">{column.label}</span>
                {isSorted && <Icon name={sort.direction === 'ascending' ? 'up' : 'down'} small />}
              </button>
            ) : (
              <span className="cut">{column.label}</span>
            )}
            <span
              role="separator"
              aria-orientation="vertical"
              aria-label={labels.resize(column.label)}
              className={classes.edge}
              onMouseDown={header.getResizeHandler()}
              onTouchStart={header.getResizeHandler()}
              onDoubleClick={() => header.column.resetSize()}
            />
          </div>
        );
      })}
    </div>
  );
}
