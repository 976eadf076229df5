import type { Wrappers } from './play.ts';
import { simulate } from './simulate.ts';
import type { Step, Story } from './story.ts';

export interface Shortest {
  readonly story: Story;
  readonly check: string;
  readonly detail: string;
}

const MOST_TRIES = 600;

/** The shortest story that still breaks the same promise: steps are left out in ever smaller stretches, as long as it still breaks. */
export async function shortest(story: Story, wrap: Wrappers = {}, wanted?: string): Promise<Shortest | undefined> {
  let left = MOST_TRIES;
  const fails = async (steps: readonly Step[], check: string | undefined) => {
    left -= 1;
    if (left < 0) return undefined;
    const { findings } = await simulate({ ...story, steps }, wrap);
    return findings.find((one) => check === undefined || one.check === check);
  };
  const first = await fails(story.steps, wanted);
  if (!first) return undefined;
  let { steps } = story;
  let last = first;
  for (let size = Math.ceil(steps.length / 2); size >= 1;) {
    let hasShrunk = false;
    for (let at = 0; at < steps.length;) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)];
      const still = await fails(fewer, first.check);
      if (still) [steps, last, hasShrunk] = [fewer, still, true];
      else at += size;
    }
    if (size === 1 && !hasShrunk) break;
    size = Math.max(1, Math.floor(size / 2));
  }
  return { story: { seed: story.seed, steps }, check: last.check, detail: last.detail };
}
