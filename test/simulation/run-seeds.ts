// A process of `npm run simulate`: plays seeds and says on its standard output, a line of JSON each, how far it is and what it found.
import { shortest } from './shrink.ts';
import { simulate } from './simulate.ts';
import { storyOf } from './story.ts';

const [from = 1, to = 1, step = 1] = process.argv.slice(2).map(Number);
const EVERY = 50;
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

let played = 0;
for (let seed = from; seed <= to; seed += step) {
  const story = storyOf(seed);
  const { findings } = await simulate(story);
  played += 1;
  if (findings.length > 0) say({ failed: seed, shortest: (await shortest(story)) ?? { story, ...findings[0] } });
  if (played % EVERY === 0) say({ played: EVERY });
}
say({ played: played % EVERY });
