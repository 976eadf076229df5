import { SYSTEM } from '../model/record.ts';
import type { Link, Pending } from './replica.ts';

type Ends = Pick<Link, 'answered' | 'setAside' | 'done'>;

/** Where following has come to: up to which line, and whether that was the log's end. */
export interface Reached {
  readonly seq: number;
  readonly isHead: boolean;
}

/** Whether what became of a pending command is here: a decided one when its place is reached, one by the system at the log's end. */
export function hasEnded(
  { answered, setAside }: Pick<Ends, 'answered' | 'setAside'>,
  reached: Reached,
): (one: Pick<Pending, 'seq' | 'by'>) => boolean {
  const places = new Map(answered);
  const aside = new Set(setAside);
  return ({ seq, by }) => {
    const place = places.get(seq);
    return (place !== undefined && place <= reached.seq) || aside.has(seq) || (by === SYSTEM.personId && reached.isHead);
  };
}

/** Moves `done` over everything that has ended, in order, and forgets what lies behind it. */
export function moveDone(ends: Ends, pending: readonly Pending[], reached: Reached): Ends {
  const ended = hasEnded(ends, reached);
  let { done } = ends;
  for (const one of pending) {
    if (!ended(one)) break;
    done = one.seq;
  }
  return { done, answered: ends.answered.filter(([seq]) => seq > done), setAside: ends.setAside.filter((seq) => seq > done) };
}

/** Adds places of answered commands; a place that was known already is kept. */
export function withAnswers(answered: Link['answered'], more: Iterable<readonly [number, number]>): Link['answered'] {
  const places = new Map(answered);
  for (const [seq, place] of more) if (!places.has(seq)) places.set(seq, place);
  return [...places].toSorted(([a], [b]) => a - b);
}
