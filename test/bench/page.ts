import type { BenchRecord, Contestant, Shown } from './contestant.ts';
import { categories, incidents, searches } from './dataset.ts';

/** Each contestant is loaded alone, in a page of its own: what another brings along costs it nothing. */
const contestants: { readonly [name: string]: () => Promise<Contestant> } = {
  raw: async () => (await import('./contestants/raw.ts')).raw(),
  dexie: async () => (await import('./contestants/dexie-rows.ts')).dexieRows(),
  pouchdb: async () => (await import('./peers/pouchdb.ts')).pouchdb(),
  ours: async () => (await import('./contestants/ours.ts')).ours(),
  rxdb: async () => (await import('./peers/rxdb.ts')).rxdb(),
};

/** Milliseconds that a step took; the work before it does not count. */
async function timed(step: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await step();
  return performance.now() - from;
}

const [, name = '', phase = ''] = location.hash.split('/');
const make = contestants[name];
if (!make) throw new Error(`There is no contestant ${name}`);
const contestant = await make();
await contestant.open();
/** From the start of the navigation to a list that could be shown, when the page is opened for that. */
const started = phase === 'start' ? { list: await contestant.firstList(), ms: performance.now() } : undefined;

let loaded: readonly BenchRecord[] = [];
const dataOf = (count: number) => (loaded = loaded.length === count ? loaded : incidents(count));

/** What bench.mjs asks of a page. Times are in milliseconds. */
const bench = {
  started,
  async load(count: number): Promise<{ pack: number; load: number }> {
    const records = dataOf(count);
    const pack = await timed(async () => contestant.pack?.(records));
    return { pack, load: await timed(() => contestant.load(records)) };
  },
  prepare: async () => contestant.prepare?.(),
  async insert(count: number, seed: number): Promise<number> {
    await contestant.signIn?.();
    const records = incidents(count, seed);
    return timed(() => contestant.insert(records));
  },
  async commands(count: number, runs: number): Promise<number[]> {
    const records = dataOf(count);
    await contestant.signIn?.();
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const { id } = records[(run * 7919) % records.length] ?? { id: '' };
      const title = `Edited ${run}, and read back`;
      let seen = '';
      times.push(
        await timed(async () => {
          seen = await contestant.command(id, title);
        }),
      );
      if (seen !== title) throw new Error(`${name} shows ${JSON.stringify(seen)} instead of ${JSON.stringify(title)}`);
    }
    return times;
  },
  async filters(asks: number): Promise<{ times: number[]; answers: Shown[] }> {
    const times: number[] = [];
    const answers: Shown[] = [];
    for (const category of categories.slice(0, asks))
      times.push(
        await timed(async () => {
          answers.push(await contestant.filterAndSort(category));
        }),
      );
    return { times, answers };
  },
  async searches(asks: number): Promise<{ ready: number; times: number[]; answers: number[] }> {
    await contestant.prepare?.();
    const ready = performance.now();
    const times: number[] = [];
    const answers: number[] = [];
    for (const words of searches.slice(0, asks))
      times.push(
        await timed(async () => {
          answers.push(await contestant.search(words));
        }),
      );
    return { ready, times, answers };
  },
  decisions: async () => (await import('./decisions.ts')).decisionsPerSecond(),
  close: () => contestant.close(),
};

export type BenchPage = typeof bench;
declare global {
  interface Window {
    bench: BenchPage;
  }
}
window.bench = bench;
