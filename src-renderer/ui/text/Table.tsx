import { Fragment } from 'react';
import type { TableProps } from './props.ts';
import classes from './Table.module.css';
import bare from './bare-table.module.css';

/** A few rows. Where columns say how wide they are, the others share the rest and nothing else moves them. */
export function Table({ label, columns, rows }: TableProps) {
  const isFixed = columns.some((column) => column.width !== undefined);
  return (
    <table className={bare.table} aria-label={label} style={isFixed ? { tableLayout: 'fixed' } : undefined}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={column.number ? bare.number : undefined}
              style={column.width === undefined ? undefined : { width: column.width }}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.id}>
            {row.part !== undefined && (
              <tr className={classes.part}>
                <th scope="rowgroup" colSpan={columns.length}>
                  {row.part}
                </th>
              </tr>
            )}
            {row.limit && (
              <tr className={row.limit.tone === 'risk' ? classes.riskLimit : classes.limit}>
                <td colSpan={columns.length}>{row.limit.text}</td>
              </tr>
            )}
            <tr>
              {columns.map((column, index) => (
                <td key={column.id} className={column.number ? bare.number : undefined}>
                  {row.cells[index]}
                </td>
              ))}
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
