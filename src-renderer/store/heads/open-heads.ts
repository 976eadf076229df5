import type { WorkspaceDatabase } from '../database.ts';
import { remote } from '../remote.ts';
import type { HeadShape } from './head-shape.ts';
import { openHeadsHost } from './heads-host.ts';
import type { HeadsHost } from './heads-port.ts';

const METHODS = [
  'load',
  'apply',
  'applyPages',
  'replace',
  'page',
  'ids',
  'tally',
  'count',
  'byIds',
  'related',
  'persist',
  'close',
] as const satisfies readonly (keyof HeadsHost)[];

/** A worker that is on its way; its script loads while the database is being opened. Undefined under Node. */
export const spawnHeadsWorker = (): Worker | undefined =>
  typeof Worker === 'undefined' ? undefined : new Worker(new URL('./heads.worker.ts', import.meta.url), { type: 'module', name: 'heads' });

/** The heads in a worker of this window; where there are no workers (tests under Node), the same beside the caller. */
export function openHeads(worker: Worker | undefined, database: WorkspaceDatabase, shapes: readonly HeadShape[]): HeadsHost {
  if (!worker) return openHeadsHost(database.name, shapes, database);
  worker.postMessage({ database: database.name, shapes });
  const host = remote<HeadsHost>(worker, METHODS);
  worker.addEventListener('error', (event) => host.fail(new Error(`The worker of the lists stopped: ${event.message}`)));
  return {
    ...host,
    async close() {
      await host.close();
      worker.terminate();
    },
  };
}
