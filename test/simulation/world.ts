import type { Addition, LogReading, LogStore, LogWriting } from '#main/application/server/log-store.ts';
import type { SigningKeys } from '#main/application/server/signing-keys.ts';
import { openSyncServer, type SyncServer } from '#main/application/server/sync-server.ts';
import { type Id, idMaker } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { fold } from '#shared/model/evolve.ts';
import { type Draft, type RecordOf, SYSTEM } from '#shared/model/record.ts';
import { type Cut, recordsIn } from '#test/support/server-memory/cut-pages.ts';
import { type MemoryLogStore, memoryLogStore } from '#test/support/server-memory/memory-log-store.ts';
import { registry } from './kinds.ts';
import { maySee } from './sight.ts';
import { randomOf } from './story.ts';

export const TENANT = 'ten';
export const START = Date.UTC(2026, 10, 2, 9);
const maker = idMaker(randomOf(0).bytes, () => START - 1_000);
const ids = (prefix: string, count: number): Id[] => Array.from({ length: count }, () => maker(prefix));

/** Ann, Bob, Cem and Dee, in the order of their devices. */
export const PEOPLE: readonly Id[] = ids('per', 4);
export const TEAMS: readonly Id[] = ids('tea', 2);
const [ADMIN = maker('rol'), WRITER = maker('rol'), STAND_IN = maker('rol')] = ids('rol', 3);
export const ROLES = { admin: ADMIN, writer: WRITER, standIn: STAND_IN };

const create = (plural: string, recordId: Id, fields: JsonObject): Draft => ({ name: `${plural}.create`, recordId, input: { fields } });
const [ANN, ...OTHERS] = PEOPLE;

/** What is there when a world begins. */
const BEGINNING: readonly Draft[] = [
  create('roles', ADMIN, { name: 'Administrator', key: 'administrator', grants: ['admin', 'people.manage'] }),
  create('roles', WRITER, { name: 'Writer', key: 'writer', grants: ['changes.request'] }),
  create('roles', STAND_IN, { name: 'Away', key: 'away', grants: ['delegations.own'] }),
  ...TEAMS.map((id, i) => create('teams', id, { name: `Team ${i + 1}` })),
  ...(ANN ? [create('people', ANN, { name: 'Ann', roles: [ADMIN] })] : []),
  ...OTHERS.map((id, i) =>
    create('people', id, { name: ['Bob', 'Cem', 'Dee'][i] ?? '', roles: [WRITER, STAND_IN], ...(i < 2 ? { team: TEAMS[i] ?? null } : {}) }),
  ),
  ...ids('nte', 2).map((id, i) => create('notes', id, { title: `note ${i}` })),
  ...ids('prp', 2).flatMap((id, i): Draft[] => [
    create('proposals', id, { title: `proposal ${i}`, plan: 'plan', both: i === 1, first: PEOPLE[2] ?? '', second: PEOPLE[3] ?? '' }),
    { name: 'proposals.ask', recordId: id, input: {} },
  ]),
];

/** The one thing that a server can do besides working: stop, at a write, before or after it took effect. */
export class ServerStopped extends Error {}

/** One writing that took effect: what was decided by it, and when. */
export interface Decided {
  readonly verdicts: Addition['verdicts'];
  readonly lines: Addition['lines'];
  readonly now: number;
  readonly isDue: boolean;
}

export interface Hub {
  readonly store: MemoryLogStore;
  /** What the servers read out to somebody who may not see it, by a rule of the world's own. */
  readonly leaks: readonly string[];
  readonly decided: readonly Decided[];
  /** One of two servers over the one store. */
  server(which: number): SyncServer;
  /** Stops the server at its next write. */
  stopAt(moment: 'before' | 'after' | undefined): void;
}

export type LogWrapper = (store: LogStore, memory: MemoryLogStore) => LogStore;

/** Servers in memory over one store, on virtual time. `wrap` puts a defect in. */
export async function openHub(seed: number, now: () => number, wrap: LogWrapper = (store) => store): Promise<Hub> {
  const memory = memoryLogStore(registry);
  const decided: Decided[] = [];
  const leaks: string[] = [];
  let stop: 'before' | 'after' | undefined;
  const watched: LogStore = {
    ...memory,
    read: (tenantId, sight, personId, work) =>
      memory.read(tenantId, sight, personId, (reading) =>
        work(personId === SYSTEM.personId ? reading : overheard(reading, personId, memory, leaks)),
      ),
    async write(tenantId, work) {
      const additions: Addition[] = [];
      let moment: typeof stop;
      const done = await memory.write(tenantId, async (writing) => {
        const result = await work(noting(writing, additions));
        if (additions.length > 0) [moment, stop] = [stop, undefined];
        if (moment === 'before') throw new ServerStopped('before a write');
        for (const { verdicts, lines, device } of additions) decided.push({ verdicts, lines, now: now(), isDue: device === null });
        return result;
      });
      if (moment === 'after') throw new ServerStopped('after a write');
      return done;
    },
  };
  const { bytes } = randomOf(seed + 1);
  const sign = { keyId: 'k', keys: {}, sign: () => '00' };
  const log = wrap(watched, memory);
  const servers = [0, 1].map(() => openSyncServer({ log, registry, now, random: bytes, sign }));
  const [first] = servers;
  if (!first) throw new Error('No server');
  await begin(memory, sign);
  return {
    store: memory,
    decided,
    leaks,
    server: (which) => servers[which % servers.length] ?? first,
    stopAt(moment) {
      stop = moment;
    },
  };
}

/** Looks at what is read out, at the moment when it is. */
function overheard(reading: LogReading, personId: string, memory: MemoryLogStore, leaks: string[]): LogReading {
  const { rows, events } = memory.memory(TENANT);
  const get = (id: string) => rows.get(id)?.record;
  const look = (what: string, record: RecordOf | undefined) => {
    if (record && !maySee(personId, record, get)) leaks.push(`${personId} read ${what} of ${record.id}`);
  };
  return {
    ...reading,
    async lines(after, limit) {
      const lines = await reading.lines(after, limit);
      for (const { body, entered } of lines) {
        if (body?.type === 'refused' && body.by !== personId) leaks.push(`${personId} read why ${body.command} was refused`);
        if (body?.type !== 'event') continue;
        const { recordId, version } = body.event;
        look('a line', get(recordId));
        look('an entering', entered);
        if (body.event.kind === 'note') look('an earlier line', fold(events(recordId).filter((event) => event.version <= version)));
      }
      return lines;
    },
    async page(digest) {
      const bytes = await reading.page(digest);
      if (bytes) for (const record of recordsIn(bytes)) if (record.kind === 'note') look('a page', record);
      return bytes;
    },
  };
}

const noting = (writing: LogWriting, additions: Addition[]): LogWriting => ({
  ...writing,
  async append(addition) {
    await writing.append(addition);
    additions.push(addition);
  },
});

let beginning: { readonly addition: Addition; readonly cut: Cut } | undefined;

/** The beginning is the same in every world: it is decided once, by a server of its own. */
async function begin(memory: MemoryLogStore, sign: SigningKeys): Promise<void> {
  await memory.createTenant({ id: TENANT, name: 'Small world', epoch: 'log', isFounding: false });
  const kept = memory.memory(TENANT);
  if (beginning) {
    kept.append(beginning.addition);
    kept.cut = beginning.cut;
    for (const page of beginning.cut.pages) kept.pages.set(page.info.digest, page);
    return;
  }
  const additions: Addition[] = [];
  const log: LogStore = { ...memory, write: (tenantId, work) => memory.write(tenantId, (writing) => work(noting(writing, additions))) };
  const first = openSyncServer({ log, registry, now: () => START - 1_000, random: randomOf(0).bytes, sign });
  const given = await first.giveAsSystem(TENANT, BEGINNING);
  if (!given.ok) throw new Error(JSON.stringify(given.error));
  await memory.makePages(TENANT);
  const [addition] = additions;
  if (addition && kept.cut) beginning = { addition, cut: kept.cut };
}
