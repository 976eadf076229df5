import { shortest } from './shrink.ts';
import { simulate } from './simulate.ts';
import { storyOf } from './story.ts';

const SHOWN = 3;

/** What broke in some worlds, and how to see it again. */
export async function brokenIn(from: number, count: number): Promise<string[]> {
  const broken: string[] = [];
  for (let seed = from; seed < from + count && broken.length < SHOWN; seed++) {
    const { findings } = await simulate(storyOf(seed));
    const [first] = findings;
    if (!first) continue;
    const short = await shortest(storyOf(seed));
    const steps = (short?.story.steps ?? []).map((step) => JSON.stringify(step)).join('\n');
    broken.push(`seed ${seed}: ${first.check}: ${first.detail}\n${steps}\nnpm run simulate -- --from ${seed} --seeds 1`);
  }
  return broken;
}
