import { unexpected } from './unexpected.ts';
import type { Background } from './background/background-port.ts';
import type { HeadsHost } from './heads/heads-port.ts';
import { keepsNothingAlive, type Leadership } from './leader.ts';

export interface UpkeepTools {
  readonly heads: HeadsHost;
  readonly background: () => Background;
  readonly lead: Leadership;
}

/** What the leading window does so that the next start is quick: keeps the heads, folds rows into pages. */
export interface Upkeep {
  noteChanges(count: number): void;
  /** Does it soon, when what people wait for is done; for after a bulk. */
  soon(): void;
  /** Does it now, whatever the count. */
  run(threshold?: number): Promise<void>;
  close(): void;
}

const CHANGES = 500;
const FOLD_FROM = 5_000;
const PERIOD = 20_000;
const SOON = 1_500;

export function upkeep({ heads, background, lead }: UpkeepTools): Upkeep {
  let changes = 0;
  let running: Promise<void> | undefined;

  const work = async (threshold: number) => {
    const { term } = lead;
    if (term === undefined) return;
    changes = 0;
    // Heads first: a fold takes rows away that the tail of the log would need.
    await heads.persist();
    await background().fold(term, threshold);
  };
  const run = (threshold = FOLD_FROM) =>
    (running ??= work(threshold).finally(() => {
      running = undefined;
    }));
  const timer = setInterval(() => {
    if (changes >= CHANGES) run().catch(unexpected);
  }, PERIOD);
  keepsNothingAlive(timer);

  let later: unknown;

  return {
    soon() {
      clearTimeout(later as number | undefined);
      later = setTimeout(() => void run().catch(unexpected), SOON);
      keepsNothingAlive(later);
    },
    noteChanges(count) {
      changes += count;
    },
    run,
    close() {
      clearInterval(timer);
      clearTimeout(later as number | undefined);
    },
  };
}
