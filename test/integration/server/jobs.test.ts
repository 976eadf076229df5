import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { openJobs } from '#main/server/jobs.ts';
import { newId, startServer } from './started.ts';

test('on the embedded database as on any other, the queue looks after every tenant, once a turn however many servers ask', async () => {
  const server = await startServer();
  const [mine, theirs] = [await server.tenant('Mine'), await server.tenant('Theirs')];
  await mine.push(['systems.create', newId('sys'), { fields: { name: 'Ledger' } }]);
  const { log, sql } = server.database;
  const settled: string[] = [];
  const signed: string[] = [];
  const failures: object[] = [];
  const parts = {
    sql,
    log,
    sync: {
      settleDue: async (tenantId: string) => {
        settled.push(tenantId);
        return server.sync.settleDue(tenantId);
      },
      checkpointIfDue: async (tenantId: string) => {
        const checkpoint = await server.sync.checkpointIfDue(tenantId);
        if (checkpoint) signed.push(tenantId);
        return checkpoint;
      },
    },
    kinds: registry.kinds.map(({ kind }) => kind),
    logger: {
      info: () => undefined,
      error: (event: string, facts: object = {}, cause?: unknown) => void failures.push({ event, facts, cause }),
    },
    every: 2,
  };
  const servers = [await openJobs(parts), await openJobs(parts)];
  const tenants = [mine, theirs].map(({ session }) => session.tenant.id).toSorted();
  for (let i = 0; i < 400 && settled.length < 4; i++) await setTimeout(25);
  await Promise.all(servers.map((one) => one.stop()));
  const turns = settled.length;
  expect([...new Set(settled)].toSorted()).toEqual(tenants);
  // What needs it was signed once; after that there was nothing new.
  expect(signed.toSorted()).toEqual(tenants);
  expect(await mine.json('/v1/checkpoints')).toMatchObject({
    checkpoint: { seq: (await mine.json<{ head: number }>('/v1/session')).head },
  });
  expect(failures).toEqual([]);
  await setTimeout(2_500);
  expect(settled).toHaveLength(turns);
  await server.stop();
}, 120_000);
