import type { Verdict } from '#shared/sync/protocol.schema.ts';

/** What was promised, kept outside of everything that is killed. */
export interface Ledger {
  /** Commands that a device was told are saved, and which device. */
  readonly saved: ReadonlyMap<string, string>;
  /** What the server said of each command, the first time that it arrived. */
  readonly acknowledged: ReadonlyMap<string, Verdict>;
  /** Promises that were broken while they were given: two answers to one command. */
  readonly broken: readonly string[];
  /** What was said in words in the place of `saved`, and how often. */
  readonly refused: ReadonlyMap<string, number>;
  save(device: string, commands: readonly string[]): void;
  acknowledge(verdict: Verdict): void;
  refuse(words: string): void;
}

export function openLedger(): Ledger {
  const saved = new Map<string, string>();
  const acknowledged = new Map<string, Verdict>();
  const refused = new Map<string, number>();
  const broken: string[] = [];
  return {
    saved,
    acknowledged,
    broken,
    refused,
    save(device, commands) {
      for (const command of commands) {
        if (saved.has(command)) broken.push(`${command} was said to be saved twice`);
        saved.set(command, device);
      }
    },
    acknowledge(verdict) {
      const before = acknowledged.get(verdict.id);
      if (!before) return void acknowledged.set(verdict.id, verdict);
      if (!verdict.isRepeat) broken.push(`${verdict.id} was decided twice`);
      if (before.outcome !== verdict.outcome || before.at !== verdict.at)
        broken.push(`${verdict.id} was ${before.outcome} at ${before.at}, then ${verdict.outcome} at ${verdict.at}`);
    },
    refuse: (words) => void refused.set(words, (refused.get(words) ?? 0) + 1),
  };
}
