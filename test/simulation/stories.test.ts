import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';
import type { Story } from './story.ts';

const FOLDER = new URL('stories/', import.meta.url);
const KEPT = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .toSorted();

/** Stories that broke a promise once: they are kept by `npm run simulate`. */
test('stories that broke a promise once keep every promise', async () => {
  const broken: Record<string, unknown> = {};
  for (const name of KEPT) {
    const { story } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as { readonly story: Story };
    const { findings } = await simulate(story);
    if (findings.length > 0) broken[name] = findings;
  }
  expect(broken).toEqual({});
}, 600_000);
