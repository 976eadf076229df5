import type { LogStore, LogWriting } from '#main/application/server/log-store.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import type { Replica, ReplicaChange } from '#shared/sync/replica.ts';
import type { Wrappers } from './play.ts';
import { PEOPLE } from './world.ts';

/** A mistake that somebody could make, put around a port, and the promise that it breaks. */
export interface Defect {
  readonly name: string;
  readonly breaks: string;
  readonly wrap: Wrappers;
}

const committing = (change: (change: ReplicaChange) => ReplicaChange): Wrappers => ({
  replica: (replica): Replica => ({ ...replica, commit: (basis, given) => replica.commit(basis, change(given)) }),
});
const writing = (change: (writing: LogWriting) => LogWriting): Wrappers => ({
  log: (store): LogStore => ({ ...store, write: (tenantId, work) => store.write(tenantId, (one) => work(change(one))) }),
});
const reading = (change: (record: RecordOf) => RecordOf): Wrappers => writing((one) => ({ ...one, reader: changed(one.reader, change) }));
const changed = (reader: Reader, change: (record: RecordOf) => RecordOf): Reader => ({
  ...reader,
  get: async (id) => {
    const record = await reader.get(id);
    return record && change(record);
  },
  many: async (ids) => (await reader.many(ids)).map(change),
});
const without = <T>(map: ReadonlyMap<string, T>, is: (id: string, value: T) => boolean) =>
  new Map([...map].filter(([id, value]) => !is(id, value)));

/** One for each promise, in the words of whoever made the mistake. */
export const DEFECTS: readonly Defect[] = [
  {
    name: 'a device forgets to write the records below a note',
    breaks: 'converge',
    wrap: committing((change) => {
      const isRemark = (id: string) => id.startsWith('rem_');
      return { ...change, view: without(change.view, isRemark), confirmed: without(change.confirmed, isRemark) };
    }),
  },
  {
    name: 'a server answers before its write is safe, and loses some',
    breaks: 'nothingLost',
    wrap: { log: (store) => ({ ...store, write: losing(store) }) },
  },
  {
    name: 'a server does not ask whether it has decided a command before',
    breaks: 'nothingTwice',
    wrap: writing((one) => ({
      ...one,
      verdicts: async () => new Map(),
      append: async (addition) => {
        const known = await one.verdicts(addition.verdicts.map(({ id }) => id));
        await one.append({ ...addition, verdicts: addition.verdicts.filter(({ id }) => !known.has(id)) });
      },
    })),
  },
  {
    name: 'a server remembers only that a command was decided, not how',
    breaks: 'oneVerdict',
    wrap: writing((one) => ({
      ...one,
      verdicts: async (ids) =>
        new Map([...(await one.verdicts(ids))].map(([id, verdict]) => [id, { ...verdict, outcome: 'accepted' as const }])),
    })),
  },
  {
    name: 'a device throws away why something was refused',
    breaks: 'refusedStay',
    wrap: committing((change) => ({ ...change, attention: change.attention.filter(({ type }) => type !== 'refused') })),
  },
  {
    name: 'a device does not keep the answers to its pushes',
    breaks: 'drains',
    wrap: {
      replica: (replica) => ({ ...replica, relink: (basis, link, items) => replica.relink(basis, { ...link, answered: [] }, items) }),
    },
  },
  {
    name: 'a server does not find the approvals of what changes',
    breaks: 'approvalSeen',
    wrap: writing((one) => ({
      ...one,
      relatedToAny: async () => [],
      reader: { ...one.reader, related: async (kind, field, id) => (kind === 'approval' ? [] : one.reader.related(kind, field, id)) },
    })),
  },
  {
    name: 'a server takes people for what they were when it started',
    breaks: 'rightsHold',
    wrap: reading(asTheyWere()),
  },
  {
    name: 'a server reads to everybody what is restricted to a team',
    breaks: 'nobodyReads',
    wrap: {
      log: (store) => ({
        ...store,
        read: (tenantId, sight, personId, work) => store.read(tenantId, { ...sight, scopes: '*' }, personId, work),
      }),
    },
  },
  {
    name: 'a device keeps what went out of sight',
    breaks: 'goneIsGone',
    wrap: committing((change) => {
      const isGone = (_id: string, record: RecordOf | null) => record === null;
      return { ...change, view: without(change.view, isGone), confirmed: without(change.confirmed, isGone) };
    }),
  },
  {
    name: 'a server loses when fields were set',
    breaks: 'modelAgrees',
    wrap: reading((record) => ({ ...record, stamps: {} })),
  },
  {
    name: 'a server writes something else to its records than to its log',
    breaks: 'foldsOfEvents',
    wrap: writing((one) => ({
      ...one,
      append: (addition) =>
        one.append({
          ...addition,
          records: addition.records.map((row) => {
            const { body: _body, ...fields } = row.record.fields;
            return { ...row, record: { ...row.record, fields } };
          }),
        }),
    })),
  },
  {
    name: 'somebody changes a line of the log',
    breaks: 'chainHolds',
    wrap: {
      log: (store, memory) => ({
        ...store,
        async write(tenantId, work) {
          const done = await store.write(tenantId, work);
          const { lines } = memory.memory(tenantId);
          const line = lines.findLast(({ body }) => body.type === 'event' && body.event.type === 'note.edited');
          if (line?.body.type === 'event')
            Object.assign(line, { body: { ...line.body, event: { ...line.body.event, by: PEOPLE[0] ?? '' } } });
          return done;
        },
      }),
    },
  },
  {
    name: 'a device does not notice which numbers were given elsewhere',
    breaks: 'numberedOnce',
    wrap: committing((change) => ({ ...change, numbers: new Map() })),
  },
  {
    name: 'a device shows what the server has and forgets what is pending on it',
    breaks: 'viewIsFold',
    wrap: committing((change) => ({ ...change, view: change.confirmed })),
  },
];

function losing(store: LogStore): LogStore['write'] {
  let writes = 0;
  return async (tenantId, work) => {
    writes += 1;
    if (writes % 4 !== 0) return store.write(tenantId, work);
    const lost = new Error('lost');
    let done: Awaited<ReturnType<typeof work>> | undefined;
    try {
      await store.write(tenantId, async (one) => {
        done = await work(one);
        throw lost;
      });
    } catch (cause) {
      if (cause !== lost) throw cause;
    }
    return done as Awaited<ReturnType<typeof work>>;
  };
}

function asTheyWere(): (record: RecordOf) => RecordOf {
  const first = new Map<string, RecordOf>();
  return (record) => {
    if (record.kind !== 'person') return record;
    const was = first.get(record.id) ?? record;
    first.set(record.id, was);
    return { ...record, fields: { ...record.fields, ...(was.fields['roles'] === undefined ? {} : { roles: was.fields['roles'] }) } };
  };
}
