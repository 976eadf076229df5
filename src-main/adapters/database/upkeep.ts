import type { Sql } from './sql.ts';

/** Looks after what a server of its own would do in the background. */
export interface Upkeep {
  /** So many records were written. */
  after(records: number): Promise<void>;
}

const MOST = 20_000;

/**
 * Nothing keeps statistics or frees dead rows in an embedded database, and without them the planner reads whole kinds: done
 * when as much was written again as before, and at the latest after 20 000 records.
 */
export function upkeepOf(sql: Sql): Upkeep {
  let unseen = 0;
  let next = 500;
  return {
    async after(records) {
      if (!sql.isEmbedded) return;
      unseen += records;
      if (unseen < next) return;
      unseen = 0;
      next = Math.min(next * 2, MOST);
      await sql.exec('vacuum (analyze) records');
      await sql.exec('vacuum (analyze) record_keys');
      await sql.exec('analyze lines; analyze links; analyze sealed; analyze commands');
    },
  };
}
