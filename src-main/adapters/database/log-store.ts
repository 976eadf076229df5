import type { LogStore, LogWriting, TenantRow, DeviceRow } from '#main/application/server/log-store.ts';
import type { ChainHead } from '#shared/kernel/chain.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Sight } from '#shared/model/visibility.ts';
import type { Verdict } from '#shared/sync/protocol.schema.ts';
import { asServer, withAccess, withAnswers } from './access.ts';
import { append } from './append.ts';
import type { AppendedNotices } from './appended.ts';
import { DEVICE, logReading } from './log-reading.ts';
import { makePages } from './make-pages.ts';
import { sqlReader } from './reader.ts';
import type { Queryable, Sql } from './sql.ts';
import { turns } from './turns.ts';
import type { Upkeep } from './upkeep.ts';

const TENANT = 'select id, name, epoch, is_founding as "isFounding" from tenants';

const HEAD = `select seq, encode(hash, 'hex') as hash, last_time as "lastTime" from log_heads`;

interface Around {
  readonly registry: Registry;
  readonly appended: AppendedNotices;
  readonly upkeep: Upkeep;
}

/** The log in SQL. Within `work`, ask only what it is given: the embedded database has one connection. */
export function sqlLogStore(sql: Sql, { registry, appended, upkeep }: Around): LogStore {
  const turn = turns();
  return {
    tenant: (id) => withAccess(sql, asServer(id), async (one) => (await one.query<TenantRow>(`${TENANT} where id = $1`, [id]))[0], true),
    tenants: () => withAccess(sql, asServer('*'), (one) => one.query<TenantRow>(`${TENANT} order by created_at, id`), true),
    createTenant: ({ id, name, epoch, isFounding }) =>
      withAccess(sql, asServer(id), async (one) => {
        await one.query('insert into tenants (id, name, epoch, is_founding) values ($1, $2, $3, $4)', [id, name, epoch, isFounding]);
        await one.query('insert into log_heads default values');
      }),
    // Those who wait in this process hold no connection.
    write: (tenantId, work) =>
      turn(tenantId, async () => {
        let changed = 0;
        const questions = [`${HEAD} for update`, TENANT];
        const result = await withAnswers(sql, asServer(tenantId), { questions }, (one, answers) =>
          work(logWriting(one, registry, placeOf(tenantId, answers), (many) => (changed += many))),
        );
        await upkeep.after(changed);
        return result;
      }),
    read: (tenantId, sight, personId, work) => {
      const named: Sight = { kinds: sight.kinds.filter((kind) => kind !== '*'), scopes: sight.scopes };
      const access = { tenant: tenantId, sight: named, person: personId };
      return withAnswers(sql, access, { questions: [HEAD, TENANT], isSnapshot: true }, (one, answers) =>
        work(logReading({ sql: one, registry, access, ...placeOf(tenantId, answers) })),
      );
    },
    register: (tenantId, { id, personId, name }) =>
      withAccess(sql, asServer(tenantId), async (one) => {
        await one.query(
          `insert into devices (id, person_id, name, registered_at, seen_at) values ($1, $2, $3, iso_now(), iso_now())
           on conflict (tenant, id) do update set seen_at = iso_now(), name = excluded.name where devices.person_id = excluded.person_id`,
          [id, personId, name],
        );
        const [row] = await one.query<DeviceRow>(DEVICE, [id]);
        if (!row) throw new Error(`The device ${id} could not be registered.`);
        return row;
      }),
    putCheckpoint: (tenantId, { seq, epoch, hash, at, keyId, signature }) =>
      withAccess(sql, asServer(tenantId), async (one) => {
        await one.query(
          `insert into checkpoints (seq, epoch, hash, at, key_id, signature) values ($1, $2, decode($3, 'hex'), $4, $5, $6)
           on conflict do nothing`,
          [seq, epoch, hash, at, keyId, signature],
        );
      }),
    makePages: (tenantId) => makePages(sql, registry, tenantId),
    onAppended: (listener) => appended.on(listener),
  };
}

interface Place {
  readonly tenant: TenantRow;
  readonly head: ChainHead;
  readonly lastTime: HybridTime | undefined;
}

/** What `HEAD` and `TENANT` answer. */
function placeOf(tenantId: string, [heads, tenants]: readonly object[][]): Place {
  const [head] = (heads ?? []) as readonly (ChainHead & { lastTime: HybridTime | null })[];
  const [tenant] = (tenants ?? []) as readonly TenantRow[];
  if (!head || !tenant) throw new Error(`There is no tenant ${tenantId}.`);
  return { tenant, head: { seq: head.seq, hash: head.hash }, lastTime: head.lastTime ?? undefined };
}

function logWriting(sql: Queryable, registry: Registry, place: Place, onChanged: (records: number) => void): LogWriting {
  const { tenant, lastTime } = place;
  let { head } = place;
  return {
    tenant,
    get head() {
      return head;
    },
    lastTime,
    reader: sqlReader(sql, registry),
    device: async (id) => (await sql.query<DeviceRow>(DEVICE, [id]))[0],
    async verdicts(ids) {
      const rows = await sql.query<Omit<Verdict, 'isRepeat' | 'refusal'> & { refusal: Verdict['refusal'] | null }>(
        'select id, seq, outcome, refusal, at from commands where id = any ($1::text[])',
        [ids],
      );
      return new Map(rows.map(({ refusal, ...rest }) => [rest.id as string, { ...rest, ...(refusal ? { refusal } : {}) }]));
    },
    async append(addition) {
      head = await append(sql, registry, head, addition);
      onChanged(addition.records.length);
    },
    async endFounding() {
      await sql.query('update tenants set is_founding = false where id = app_tenant()');
    },
  };
}
