import { type HybridTime, hybridClock, readHybridTime } from '../kernel/hybrid-clock.ts';

/**
 * Times for what follows from a command: right after it, in its author's name, and the same wherever it is decided. So an
 * edit that somebody makes of what followed from their own command is later than that, on every host.
 */
export function timesAfter(time: HybridTime): () => HybridTime {
  const node = readHybridTime(time)?.node ?? 'unknown';
  const clock = hybridClock(node, () => 0, time);
  return () => clock.tick();
}
