import { expect, test } from 'vitest';
import { CHECKS, WATCHED } from './checks.ts';
import { DEFECTS } from './defects.ts';
import { simulate } from './simulate.ts';
import { storyOf } from './story.ts';

test('the same seed tells the same world', async () => {
  const [first, second] = [await simulate(storyOf(7)), await simulate(storyOf(7))];
  const log = ({ told }: typeof first) => told?.hub.store.memory('ten').lines.map(({ canonical }) => canonical);
  expect(log(first)).toEqual(log(second));
});

const MOST_SEEDS = 80;

test.each(DEFECTS)('it is found that $name', async ({ breaks, wrap }) => {
  for (let seed = 1; seed <= MOST_SEEDS; seed++) {
    const { findings } = await simulate(storyOf(seed), wrap);
    if (findings.some(({ check }) => check === breaks)) return;
  }
  expect.unreachable(`no world of ${MOST_SEEDS} breaks ${breaks}`);
});

test('every promise has a defect that breaks it', () => {
  const promises = [...CHECKS.map(({ name }) => name), ...WATCHED];
  expect(DEFECTS.map(({ breaks }) => breaks).toSorted()).toEqual(promises.toSorted());
});
