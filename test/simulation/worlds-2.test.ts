import { expect, test } from 'vitest';
import { brokenIn } from './broken-in.ts';

/** Two files of a thousand worlds each, so that two cores play them. */
const [FROM, WORLDS, AT_ONCE] = [1001, 1_000, 100] as const;

test.each(Array.from({ length: WORLDS / AT_ONCE }, (_, part) => FROM + part * AT_ONCE))(
  '[DA2.6] clients that were apart and servers that failed come together: a hundred worlds from %i on',
  async (from) => {
    expect(await brokenIn(from, AT_ONCE)).toEqual([]);
  },
  600_000,
);
