import type { SumProps } from './props.ts';
import classes from './Sum.module.css';

export function Sum({ label, lines, total }: SumProps) {
  return (
    <table className={classes.sum} aria-label={label}>
      <tbody>
        {[...lines, total].map((line, index) => (
          <tr key={line.factor} className={index === lines.length ? classes.total : undefined}>
            <th scope="row">{line.factor}</th>
            <td className={classes.number}>{line.number}</td>
            <td>{line.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
