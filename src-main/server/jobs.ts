import PgBoss from 'pg-boss';
import type { Sql } from '#main/adapters/database/sql.ts';
import type { LogStore, TenantRow } from '#main/application/server/log-store.ts';
import type { Logger } from '#main/application/ports.ts';
import type { SyncServer } from '#main/application/server/sync-server.ts';
import { SYSTEM } from '#shared/model/record.ts';

export interface Jobs {
  /** Lets what runs finish. */
  stop(): Promise<void>;
}

export interface JobParts {
  readonly sql: Sql;
  readonly log: LogStore;
  readonly sync: Pick<SyncServer, 'settleDue' | 'checkpointIfDue'>;
  readonly kinds: readonly string[];
  readonly logger: Logger;
  /** Seconds between two looks at a tenant; 15 unless said. */
  readonly every?: number;
}

interface About {
  readonly tenant: string;
}

const TEND = 'tend';
const CUT = 'cut-pages';
/** Pages are cut ahead of the first who would have to wait for it. */
const MOST_BEHIND = 5_000;
const CUT_EVERY = 300;

/**
 * What has to be done from time to time, through one queue in the database: each look at a tenant is taken by one of the
 * servers, whichever is free. The queue runs on the embedded database as on any other.
 */
export async function openJobs({ sql, log, sync, kinds, logger, every = 15 }: JobParts): Promise<Jobs> {
  const boss = new PgBoss({ db: { executeSql: executeSql(sql) }, schema: 'jobs', schedule: false, ...housekeeping });
  boss.on('error', (cause: Error) => logger.error('jobs.failed', {}, cause));
  await boss.start();
  const isBehind = (tenant: string) =>
    log.read(tenant, { kinds, scopes: '*' }, SYSTEM.personId, async (reading) => {
      const pages = await reading.manifest();
      return pages !== null && reading.head.seq - pages.seq > MOST_BEHIND;
    });
  const done: { readonly [queue: string]: (tenant: string) => Promise<void> } = {
    [TEND]: async (tenant) => {
      await sync.settleDue(tenant);
      await sync.checkpointIfDue(tenant);
    },
    [CUT]: async (tenant) => {
      if (await isBehind(tenant)) await log.makePages(tenant);
    },
  };
  for (const [queue, work] of Object.entries(done)) {
    await boss.createQueue(queue, { name: queue, policy: 'standard', retryLimit: 0, expireInSeconds: 300 });
    await boss.work<About>(queue, { pollingIntervalSeconds: Math.max(0.5, Math.min(5, every / 3)) }, async (jobs) => {
      for (const { data } of jobs) await work(data.tenant);
    });
  }
  const ask = async (queue: string, seconds: number, tenants: readonly TenantRow[]) => {
    for (const { id } of tenants) await boss.send(queue, { tenant: id }, { singletonKey: id, singletonSeconds: seconds });
  };
  const look = async () => {
    const tenants = await log.tenants();
    await ask(TEND, every, tenants);
    await ask(CUT, CUT_EVERY, tenants);
  };
  let looking = Promise.resolve();
  const lookSoon = () => {
    looking = looking.then(look).catch((cause: unknown) => logger.error('jobs.notAsked', {}, cause));
  };
  lookSoon();
  const timer = setInterval(lookSoon, every * 1_000);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      await boss.stop({ graceful: true, wait: true, timeout: 10_000 });
    },
  };
}

/** Jobs that are done are of no interest: nothing of them is the record of anything. */
const housekeeping = { archiveCompletedAfterSeconds: 600, archiveFailedAfterSeconds: 3_600, deleteAfterHours: 24 } as const;

/** A statement with parameters is one; without, there may be several, of which the last one answers. */
const executeSql = (sql: Sql) => async (text: string, values: unknown[] | undefined) => ({
  rows: values !== undefined && values.length > 0 ? await sql.query(text, values) : ((await sql.exec(text)).at(-1) ?? []),
});
