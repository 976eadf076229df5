/** Statements on a connection. Numbers of all sizes come as `number`, JSON as values, `bytea` as bytes. */
export interface Queryable {
  query<R extends object>(text: string, params?: readonly unknown[]): Promise<R[]>;
  /** Several statements at once, without parameters: the rows of each. */
  exec(text: string): Promise<object[][]>;
}

export interface Begin {
  /** One moment for all reading, and no writing. */
  readonly isSnapshot?: boolean;
  /** Statements to run first, all in one round trip. Their rows are given to the work. */
  readonly first?: readonly string[];
}

/** PostgreSQL, in this process or not. Both drivers run the same SQL: PostgreSQL 15's. */
export interface Sql extends Queryable {
  /** Nothing in this process looks after statistics and dead rows by itself. */
  readonly isEmbedded: boolean;
  /** Rolled back when `work` throws. In `work`, use what it is given: the embedded database has no second connection. */
  transaction<T>(begin: Begin, work: (sql: Queryable, first: readonly object[][]) => Promise<T>): Promise<T>;
  /**
   * Hears what any process notifies on a channel. `onGap` is called after a time in which notices may have been missed.
   * Resolves once it is listening, with what ends it.
   */
  listen(channel: string, onNotice: (payload: string) => void, onGap: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** A text as SQL writes it, whatever is in it. */
export const literal = (text: string): string => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Texts as a PostgreSQL array in text form. */
export const arrayText = (texts: readonly string[]): string =>
  `{${texts.map((text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;

/** Adds rows to a table from the JSON parameter `$#`. `columns` are `name type` pairs. */
export const insertText = (table: string, columns: readonly string[], after = ''): string => {
  const names = columns.map((column) => column.split(' ')[0]).join(', ');
  return `insert into ${table} (${names}) select ${names} from json_to_recordset($#::json) as one(${columns.join(', ')}) ${after}`;
};

/** A part of a batch: a statement that changes something, with `$#` for its JSON parameter. */
export interface Part {
  readonly text: string;
  readonly rows: readonly object[];
}

/**
 * Runs changes of different rows in one statement, however many there are: each round trip costs more than most of them. Parts
 * without rows are left out.
 */
export async function runTogether(sql: Queryable, parts: readonly Part[]): Promise<void> {
  const some = parts.filter(({ rows }) => rows.length > 0);
  if (some.length === 0) return;
  const all = some.map(({ text }, i) => `p${i} as (${text.replaceAll('$#', `$${i + 1}`)})`);
  await sql.query(
    `with ${all.join(', ')} select`,
    some.map(({ rows }) => JSON.stringify(rows)),
  );
}
