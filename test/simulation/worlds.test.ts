import { expect, test } from 'vitest';
import { shortest } from './shrink.ts';
import { simulate } from './simulate.ts';
import { storyOf } from './story.ts';

const WORLDS = 2_000;
const PARTS = 20;
const SHOWN = 3;

/** What broke, and how to see it again. */
async function brokenIn(from: number, count: number): Promise<string[]> {
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

test.each(Array.from({ length: PARTS }, (_, part) => 1 + (part * WORLDS) / PARTS))(
  '[DA2.6] clients that were apart and a server that failed come together: worlds from %i on',
  async (from) => {
    expect(await brokenIn(from, WORLDS / PARTS)).toEqual([]);
  },
  600_000,
);

test('the same seed tells the same world', async () => {
  const [first, second] = [await simulate(storyOf(7)), await simulate(storyOf(7))];
  const log = ({ told }: typeof first) => told?.hub.store.memory('ten').lines.map(({ canonical }) => canonical);
  expect(log(first)).toEqual(log(second));
});
