/**
 * Hybrid logical clock (Kulkarni et al. 2014): wall time with a counter, so that what follows is later even when the
 * wall clock is set back. Written `<ISO instant>-<counter, 4 hex>-<node>`, which sorts as text.
 */
export type HybridTime = string & { readonly __hybridTime: never };

export interface HybridClock {
  /** The time of a new local event: later than everything this clock ticked or saw. */
  tick(): HybridTime;
  /** Takes note of a time that came from elsewhere or from disk. */
  observe(time: HybridTime): void;
}

const FORM = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)-([0-9a-f]{4})-(.+)$/;

export function readHybridTime(time: string): { at: number; counter: number; node: string } | undefined {
  const match = FORM.exec(time);
  const [, instant, counter, node] = match ?? [];
  if (instant === undefined || counter === undefined || node === undefined) return undefined;
  return { at: Date.parse(instant), counter: Number.parseInt(counter, 16), node };
}

export function hybridClock(node: string, now: () => number, start?: HybridTime): HybridClock {
  let at = 0;
  let counter = 0;
  const observe = (time: HybridTime) => {
    const seen = readHybridTime(time);
    if (seen && (seen.at > at || (seen.at === at && seen.counter > counter))) {
      at = seen.at;
      counter = seen.counter;
    }
  };
  if (start) observe(start);
  return {
    observe,
    tick() {
      const wall = now();
      if (wall > at) {
        at = wall;
        counter = 0;
      } else if (++counter > 0xffff) {
        at += 1;
        counter = 0;
      }
      return `${new Date(at).toISOString()}-${counter.toString(16).padStart(4, '0')}-${node}` as HybridTime;
    },
  };
}

/**
 * Times for what follows from a command: right after it, in its author's name, and the same wherever it is decided. So an
 * edit that somebody makes of what followed from their own command is later than that, on every host.
 */
export function timesAfter(time: HybridTime): () => HybridTime {
  const clock = hybridClock(readHybridTime(time)?.node ?? 'unknown', () => 0, time);
  return () => clock.tick();
}
