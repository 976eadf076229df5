import bare from './bare-table.module.css';
import { Now } from './Now.tsx';
import type { VersionCell, VersionsProps } from './props.ts';
import classes from './Versions.module.css';
import { Was } from './Was.tsx';

function Marked({ cell: { text, mark } }: { readonly cell: VersionCell }) {
  if (mark === 'was') return <Was>{text}</Was>;
  return mark === 'now' ? <Now>{text}</Now> : text;
}

/** Several versions by field, side by side: who wished what, and what stands. */
export function Versions({ label, heads, rows }: VersionsProps) {
  return (
    <div className={classes.scroll}>
      <table className={`${bare.table} ${classes.versions}`} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{heads.field}</th>
            {heads.versions.map(({ id, name, note }) => (
              <th key={id} scope="col">
                <b>{name}</b>
                {note !== undefined && <span>{note}</span>}
              </th>
            ))}
            {heads.end !== undefined && (
              <th scope="col">
                <span className="visually-hidden">{heads.end}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.field}</th>
              {heads.versions.map(({ id }, at) => {
                const cell = row.cells[at];
                return <td key={id}>{cell && <Marked cell={cell} />}</td>;
              })}
              {heads.end !== undefined && <td className={classes.end}>{row.end}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
