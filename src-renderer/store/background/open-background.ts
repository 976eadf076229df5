import type { WorkspaceDatabase } from '../database.ts';
import type { HeadShape } from '../heads/head-shape.ts';
import { remote } from '../remote.ts';
import { openBackgroundHost } from './background-host.ts';
import type { Background } from './background-port.ts';

const METHODS = ['index', 'progress', 'update', 'updatePages', 'search', 'fold', 'close'] as const satisfies readonly (keyof Background)[];

/** The background in a worker of this window; where there are no workers (tests under Node), the same beside the caller. */
export function openBackground(database: WorkspaceDatabase, shapes: readonly HeadShape[]): Background {
  if (typeof Worker === 'undefined') return openBackgroundHost(database.name, shapes, database);
  const worker = new Worker(new URL('./background.worker.ts', import.meta.url), { type: 'module', name: 'background' });
  worker.postMessage({ database: database.name, shapes });
  const host = remote<Background>(worker, METHODS);
  worker.addEventListener('error', (event) => host.fail(new Error(`The background worker stopped: ${event.message}`)));
  return {
    ...host,
    async close() {
      worker.terminate();
    },
  };
}
