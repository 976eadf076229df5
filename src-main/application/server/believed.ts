import { hybridClock, type HybridTime, readHybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Command } from '#shared/model/record.ts';

/** Clocks of devices differ; by more than this they are not believed. */
const TOLERANCE_MS = 60_000;

export interface Believed {
  readonly command: Command;
  /** By how many milliseconds the author's clock was ahead, where that was too much. */
  readonly ahead?: number;
}

/**
 * A command with times that can stand in the log: nothing happens after the server heard of it, and no edit wins for ever because a clock
 * runs ahead. What is not believed gets the latest time that is, after everything in the log, so that the order of one device stays.
 */
export function believed(command: Command, now: number, latest: HybridTime | undefined): Believed {
  const claimed = Date.parse(command.at);
  const at = new Date(claimed <= now ? claimed : now).toISOString();
  const time = readHybridTime(command.time);
  const limit = now + TOLERANCE_MS;
  const isBelievable = time !== undefined && time.at <= limit;
  const ahead = Math.max(isBelievable ? 0 : (time?.at ?? 0) - now, claimed - now);
  return {
    command: { ...command, at, time: isBelievable ? command.time : hybridClock(time?.node ?? 'unknown', () => limit, latest).tick() },
    ...(ahead > TOLERANCE_MS ? { ahead } : {}),
  };
}
