import type { SectionProps } from './props.ts';
import classes from './Section.module.css';

/** A part of a record page: a heading, quiet words at its right, a hairline above all but the first. */
export function Section({ title, note, id, children }: SectionProps) {
  return (
    <section className={classes.section} id={id}>
      {title !== undefined && (
        <h2 className={classes.head}>
          <span>{title}</span>
          {note !== undefined && <small>{note}</small>}
        </h2>
      )}
      {children}
    </section>
  );
}
