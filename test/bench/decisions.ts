import { registry } from '#shared/capabilities/registry.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { incidents } from './dataset.ts';

const subjects = 500;
const rounds = 8;

/**
 * How many commands a second are decided, facts gathered and reactions included, over a store in memory: an edit and a
 * way of the lifecycle in turn. A refusal is a decision too.
 */
export async function decisionsPerSecond(): Promise<number> {
  const records = incidents(subjects, 3);
  const { store, ...here } = world(registry, { now: '2026-11-02T09:00:00.000Z' });
  store.put(...records);
  let made = 0;
  const from = performance.now();
  for (let round = 0; round < rounds; round++)
    for (const { id } of records) {
      const [name, input] =
        round % 2 === 0
          ? (['incidents.edit', { fields: { category: `Round ${round}` } }] as const)
          : (['incidents.resolve', { resolutionCode: 'fixed', resolution: 'Restarted.' }] as const);
      await here.try(name, id, input, admin);
      made += 1;
    }
  return (made / (performance.now() - from)) * 1000;
}
