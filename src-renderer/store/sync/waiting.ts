import { SYSTEM } from '#shared/model/record.ts';
import type { Link } from '#shared/sync/replica.ts';
import type { Counters, WorkspaceDatabase } from '../database.ts';
import { entriesOf } from '../outbox-rows.ts';

export interface Waiting {
  readonly count: number;
  readonly oldestAt: string | null;
}

/** Counts the own commands of people whose end is not known here yet, reading each row of the log once. */
export function waitingIn(database: WorkspaceDatabase): (link: Link, counters: Counters) => Promise<Waiting> {
  let generation = -1;
  let upTo = 0;
  let pending: { readonly seq: number; readonly at: string }[] = [];
  return async ({ done, phase }, counters) => {
    if (counters.generation !== generation || counters.seq < upTo) {
      ({ generation } = counters);
      upTo = done;
      pending = [];
    }
    if (upTo < counters.seq)
      for (const row of await database.outbox.where('seq').between(upTo, counters.seq, false, true).toArray())
        for (const { seq, by, command } of await entriesOf(row))
          if (seq > upTo && (by !== SYSTEM.personId || phase === 'founding')) pending.push({ seq, at: command.at });
    upTo = counters.seq;
    if (pending[0] && pending[0].seq <= done) pending = pending.filter(({ seq }) => seq > done);
    return { count: pending.length, oldestAt: pending[0]?.at ?? null };
  };
}
