import type { Link, Pending, Prediction } from '#shared/sync/replica.ts';
import type { Counters, LogEntry, WorkspaceDatabase } from '../database.ts';
import { entriesOf } from '../outbox-rows.ts';

/** The commands of this device that have not come to their end: read once, then followed. */
export interface PendingLog {
  /** As of these counters, which must be those of `link`. */
  read(link: Link, counters: Pick<Counters, 'seq' | 'generation'>): Promise<readonly Pending[]>;
  /** What they are predicted to do from now on. */
  predict(predictions: readonly Prediction[]): void;
}

const ROWS = 500;
/** While everything that was ever done here is brought to a server, it is looked at piece by piece. */
const WHILE_FOUNDING = 3_000;

export function pendingLog(database: WorkspaceDatabase): PendingLog {
  let generation = -1;
  let from = 0;
  let upTo = 0;
  let pending: Pending[] = [];
  let predicted = new Map<number, Prediction>();

  const startOver = async (done: number) => {
    from = done;
    upTo = done;
    pending = [];
    predicted = new Map((await database.predicted.where('seq').above(done).toArray()).map((one) => [one.seq, one]));
  };

  return {
    async read(link, counters) {
      if (counters.generation !== generation || link.done < from || counters.seq < upTo) await startOver(link.done);
      ({ generation } = counters);
      const most = link.phase === 'founding' ? WHILE_FOUNDING : Infinity;
      if (link.done > from) pending = pending.filter(({ seq }) => seq > link.done);
      from = link.done;
      while (upTo < counters.seq && pending.length < most) {
        const rows = await database.outbox.where('seq').between(upTo, counters.seq, false, true).limit(ROWS).toArray();
        for (const row of rows)
          for (const entry of await entriesOf(row)) if (entry.seq > link.done) pending.push(pendingOf(entry, predicted.get(entry.seq)));
        upTo = rows.length < ROWS ? counters.seq : (rows.at(-1)?.seq ?? counters.seq);
      }
      return [...pending];
    },
    predict(predictions) {
      for (const one of predictions) predicted.set(one.seq, one);
      const again = new Map(predictions.map((one) => [one.seq, one]));
      pending = pending.map((one) => {
        const prediction = again.get(one.seq);
        return prediction ? { ...one, ...prediction } : one;
      });
    },
  };
}

const pendingOf = ({ seq, command, by, events }: LogEntry, prediction: Prediction | undefined): Pending => ({
  seq,
  command,
  by,
  events,
  expected: null,
  ...prediction,
});
