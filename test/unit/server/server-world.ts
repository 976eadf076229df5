import type { SignedIn } from '#main/application/server/server-ports.ts';
import { openSyncServer, type SyncServer } from '#main/application/server/sync-server.ts';
import { BUILTIN_ROLES, type BuiltinRoleKey } from '#shared/capabilities/identity/index.ts';
import { digestOfText } from '#shared/kernel/digest.ts';
import { type HybridClock, hybridClock } from '#shared/kernel/hybrid-clock.ts';
import { type Id, idMaker, type NewId } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/problem.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Command, Draft, RecordOf } from '#shared/model/record.ts';
import type { PullLine, PushAnswer, PushedCommand, Verdict } from '#shared/sync/protocol.schema.ts';
import { seededBytes } from '#test/support/memory-store.ts';
import { type MemoryLogStore, memoryLogStore } from '#test/support/server-memory/memory-log-store.ts';
import type { TenantMemory } from '#test/support/server-memory/tenant-memory.ts';
import { registry as keptApart } from './kept-apart.ts';

export const TENANT = 'acme';

/** A device of somebody: makes commands and pushes them, in order, as a client would. */
export interface Device {
  readonly signedIn: SignedIn;
  readonly clock: HybridClock;
  readonly newId: NewId;
  /** A command, made now. */
  command(name: string, recordId: string, input?: JsonObject, more?: Partial<Command>): Command;
  /** A command with its place in the device's log. */
  next(command: Command, more?: Partial<PushedCommand>): PushedCommand;
  push(commands: readonly PushedCommand[], previous?: number): Promise<Result<PushAnswer, Problem>>;
  /** Makes and pushes one, and answers its verdict. */
  give(name: string, recordId: string, input?: JsonObject, more?: Partial<Command>): Promise<Verdict>;
  /** The same, for what must be accepted; answers the record as it is then. */
  do(name: string, recordId: string, input?: JsonObject, more?: Partial<Command>): Promise<RecordOf>;
  make(kind: string, fields: JsonObject): Promise<RecordOf>;
  /** Everything after a place, following to the end. */
  pull(after?: number): Promise<readonly PullLine[]>;
}

export interface ServerWorld {
  readonly store: MemoryLogStore;
  readonly server: SyncServer;
  readonly memory: TenantMemory;
  readonly registry: Registry;
  readonly roles: { readonly [K in BuiltinRoleKey]: Id };
  readonly newId: NewId;
  readonly logged: string[];
  /** Another server on the same store. */
  another(): SyncServer;
  now(): number;
  pass(minutes: number): void;
  person(name: string, roles?: readonly BuiltinRoleKey[], fields?: JsonObject): Promise<Id>;
  device(personId: string, id?: string, more?: Partial<SignedIn>): Promise<Device>;
  /** A person with a device. */
  someone(name: string, roles?: readonly BuiltinRoleKey[], fields?: JsonObject): Promise<Device>;
  system(...drafts: readonly Draft[]): Promise<void>;
  /** By the system. */
  make(kind: string, fields: JsonObject): Promise<RecordOf>;
  get(id: string): RecordOf;
}

export function valueOf<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export async function serverWorld({ registry = keptApart, isFounding = false } = {}): Promise<ServerWorld> {
  let time = Date.parse('2026-11-02T09:00:00.000Z');
  const now = () => time;
  const store = memoryLogStore(registry);
  const logged: string[] = [];
  const random = seededBytes(7);
  const newId = idMaker(seededBytes(3), now);
  const keyId = digestOfText('public').slice(0, 16);
  const another = () =>
    openSyncServer({
      log: store,
      registry,
      now,
      random,
      sign: { keyId, keys: { [keyId]: 'public' }, sign: (text) => digestOfText(`signed ${text}`) },
      logger: { info: (event) => logged.push(event), error: (event) => logged.push(event) },
    });
  const server = another();
  await store.createTenant({ id: TENANT, name: 'Acme', epoch: 'epoch-1', isFounding });
  const memory = store.memory(TENANT);
  const keys = Object.keys(BUILTIN_ROLES) as BuiltinRoleKey[];
  const roles = Object.fromEntries(keys.map((key) => [key, newId('rol')])) as { [K in BuiltinRoleKey]: Id };
  let devices = 0;

  const world: ServerWorld = {
    store,
    server,
    memory,
    registry,
    roles,
    newId,
    logged,
    another,
    now,
    pass(minutes) {
      time += minutes * 60_000;
    },
    async person(name, has = [], fields = {}) {
      const id = newId('per');
      await world.system({
        name: 'people.create',
        recordId: id,
        input: { fields: { name, active: true, roles: has.map((key) => roles[key]), ...fields } },
      });
      return id;
    },
    async device(personId, id = `device-${++devices}`, more = {}) {
      await store.register(TENANT, { id, personId, name: id });
      return deviceOf(world, { tenantId: TENANT, personId, deviceId: id, ...more });
    },
    someone: async (name, has, fields) => world.device(await world.person(name, has, fields)),
    async system(...drafts) {
      valueOf(await server.giveAsSystem(TENANT, drafts));
    },
    async make(kind, fields) {
      const { plural, prefix } = registry.of(kind);
      const recordId = newId(prefix);
      await world.system({ name: `${plural}.create`, recordId, input: { fields } });
      return world.get(recordId);
    },
    get(id) {
      const found = memory.rows.get(id);
      if (!found) throw new Error(`There is no ${id}`);
      return found.record;
    },
  };
  if (!isFounding)
    await world.system(
      ...keys.map((key) => ({ name: 'roles.create', recordId: roles[key], input: { fields: { ...BUILTIN_ROLES[key], key } } })),
    );
  return world;
}

function deviceOf(world: ServerWorld, signedIn: SignedIn): Device {
  const { server, registry } = world;
  const clock = hybridClock(signedIn.deviceId, world.now);
  const newId = idMaker(seededBytes(Number.parseInt(digestOfText(signedIn.deviceId).slice(0, 7), 16)), world.now);
  let made = 0;
  let pushed = 0;
  const device: Device = {
    signedIn,
    clock,
    newId,
    command: (name, recordId, input = {}, more = {}) => ({
      id: newId('cmd'),
      name,
      recordId: recordId as Id,
      input,
      at: new Date(world.now()).toISOString(),
      time: clock.tick(),
      ...more,
    }),
    next: (command, more = {}) => ({ seq: ++made, command, ...more }),
    async push(commands, previous = pushed) {
      const answer = await server.push(signedIn, { previous, commands: [...commands] });
      if (answer.ok) pushed = Math.max(pushed, ...commands.map(({ seq }) => seq));
      return answer;
    },
    async give(name, recordId, input, more) {
      const [verdict] = valueOf(await device.push([device.next(device.command(name, recordId, input, more))])).verdicts;
      if (!verdict) throw new Error('There is no verdict');
      return verdict;
    },
    async do(name, recordId, input, more) {
      const verdict = await device.give(name, recordId, input, more);
      if (verdict.outcome !== 'accepted') throw new Error(JSON.stringify(verdict));
      return world.get(recordId);
    },
    make(kind, fields) {
      const { plural, prefix } = registry.of(kind);
      return device.do(`${plural}.create`, newId(prefix), { fields });
    },
    async pull(after = 0) {
      const lines: PullLine[] = [];
      const { epoch, scope } = valueOf(await server.session(signedIn));
      for (let from = after; ;) {
        const got = valueOf(await server.pull(signedIn, { after: from, epoch, scope, limit: 500 }));
        const last = got.at(-1);
        if (!last || !('through' in last)) throw new Error('A pull has an end');
        lines.push(...got.slice(0, -1));
        if (last.through === last.head) return [...lines, last];
        from = last.through;
      }
    },
  };
  return device;
}
