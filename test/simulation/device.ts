import { type Id, idMaker, type NewId } from '#shared/kernel/id.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { ChainHead } from '#shared/kernel/chain.ts';
import { dueCommands, dueQueries } from '#shared/model/due.ts';
import { type Draft, SYSTEM } from '#shared/model/record.ts';
import { loadStep } from '#shared/sync/load.ts';
import type { PushRequest, Verdict } from '#shared/sync/protocol.schema.ts';
import { pullStep } from '#shared/sync/pull.ts';
import { FULL_PACE, type PushPace, pushStep } from '#shared/sync/push.ts';
import type { Remote } from '#shared/sync/remote.ts';
import type { Replica } from '#shared/sync/replica.ts';
import { type Disk, emptyDisk, type MemoryReplica, memoryReplica, newLink } from '#test/support/memory-replica.ts';
import { registry } from './kinds.ts';
import { type Fault, randomOf } from './story.ts';
import { type Hub, PEOPLE, ServerStopped, TENANT } from './world.ts';

/** A device refused to follow: the log is not the one that it has seen, or something else that nobody asked for. */
export class FollowingStopped extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.unmet.map(({ message }) => message).join(' ')}`);
    this.refusal = refusal;
  }
}

/** A device stopped at a write. What it had in memory is gone; its disk is there. */
export class DeviceStopped extends Error {}

/** What the network remembers, for requests that come a second time later, and for checks. */
export interface Wire {
  readonly pushes: { readonly device: number; readonly request: PushRequest }[];
  /** Every verdict that a server gave to a device that may have heard it. */
  readonly given: { readonly device: number; readonly verdict: Verdict }[];
  /** What each command was said to need when it was pushed. */
  readonly needs: Map<string, readonly Id[]>;
}

export interface Device {
  readonly index: number;
  readonly personId: Id;
  readonly disk: Disk;
  /** Every place of the log that it ever was at. */
  readonly places: ChainHead[];
  /** Commands of which the person was told that they are kept. */
  readonly kept: Set<string>;
  readonly faults: Fault[];
  isUp: boolean;
  skew: number;
  crash: { after: number; readonly moment: 'before' | 'after' } | undefined;
  /** Ids of this device: they go on where they were, whatever stops. */
  readonly newId: NewId;
  replica: MemoryReplica;
  pace: PushPace;
}

/** How a defect gets in: around what a device keeps, or around what it says and hears. */
export interface DeviceWrappers {
  readonly replica?: (replica: Replica, device: Device) => Replica;
  readonly remote?: (remote: Remote, device: Device) => Remote;
}

export interface Surroundings {
  readonly seed: number;
  readonly hub: Hub;
  readonly wire: Wire;
  readonly now: () => number;
  readonly wrap: DeviceWrappers;
}

/** A device of the person with the number `owner`. */
export function openDevice(index: number, owner: number, around: Surroundings): Device {
  const personId = PEOPLE[owner];
  if (personId === undefined) throw new Error(`There is no person ${owner}`);
  const disk = emptyDisk(newLink({ personId, device: `dev${index}` }));
  const newId = idMaker(randomOf(around.seed * 8 + index + 2).bytes, around.now);
  const device: Device = {
    index,
    personId,
    disk,
    places: [],
    kept: new Set(),
    faults: [],
    isUp: true,
    skew: 0,
    crash: undefined,
    newId,
    replica: emptyReplica(disk, newId),
    pace: FULL_PACE,
  };
  start(device, around);
  return device;
}

const emptyReplica = (disk: Disk, newId: NewId) => memoryReplica(disk, { registry, newId, now: () => 0, node: '' });

/** Opens the replica over the disk. A replica that stopped writes nothing any more. */
function start(device: Device, around: Surroundings): void {
  let hasStopped = false;
  const stop = () => {
    hasStopped = true;
    device.crash = undefined;
    device.pace = FULL_PACE;
    start(device, around);
    throw new DeviceStopped();
  };
  device.replica = memoryReplica(device.disk, {
    registry,
    newId: device.newId,
    now: () => around.now() + device.skew,
    node: `dev${device.index}`,
    onWrite(_write, moment) {
      if (hasStopped) throw new DeviceStopped();
      if (moment === 'after') device.places.push(device.disk.link.cursor);
      if (device.crash?.moment !== moment) return;
      device.crash.after -= 1;
      if (device.crash.after < 0) stop();
    },
  });
}

const unavailable = (): Result<never, Problem> => err(problem('unavailable'));
const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The server as a device reaches it, through a network that does what it is told. */
export function remoteOf(device: Device, { hub, wire, wrap }: Surroundings): Remote {
  const caller = { tenantId: TENANT, personId: device.personId, deviceId: `dev${device.index}` };
  let asked = device.index;
  const ask = async <T>(call: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> => {
    const fault = device.faults.shift();
    if (!device.isUp || fault === 'noRequest') return unavailable();
    try {
      if (fault === 'twice') await call();
      const answer = await call();
      return device.isUp && fault !== 'noAnswer' ? answer : unavailable();
    } catch (cause) {
      if (cause instanceof ServerStopped) return unavailable();
      throw cause;
    }
  };
  const server = () => hub.server(asked++);
  const remote: Remote = {
    session: () =>
      ask(async () => {
        const known = await server().session(caller);
        return known.ok ? ok({ ...known.value, minimumClient: '0.0.0' }) : known;
      }),
    push: (request) =>
      ask(async () => {
        const sent = overTheWire(request);
        wire.pushes.push({ device: device.index, request: sent });
        return pushTo(hub, wire, device, sent, asked++);
      }),
    pull: (query) => ask(async () => overTheWire(await server().pull(caller, query))),
    manifest: () => ask(async () => overTheWire(await server().manifest(caller))),
    page: (digest) => ask(async () => server().page(caller, digest)),
  };
  return wrap.remote ? wrap.remote(remote, device) : remote;
}

/** Brings a push to a server, now or a second time later. */
export async function pushTo(hub: Hub, wire: Wire, device: Device, request: PushRequest, which: number) {
  for (const { command, dependsOn = [] } of request.commands)
    if (!hub.store.memory(TENANT).verdicts.has(command.id)) wire.needs.set(command.id, dependsOn);
  const answer = await hub.server(which).push({ tenantId: TENANT, personId: device.personId, deviceId: `dev${device.index}` }, request);
  if (answer.ok) for (const verdict of answer.value.verdicts) wire.given.push({ device: device.index, verdict });
  return overTheWire(answer);
}

/** Gives a command as the person does. What is refused at once is not given. */
export async function give(device: Device, draft: Draft): Promise<void> {
  const actor = await device.replica.actor(device.personId, device.replica.reader);
  if (!actor) return;
  const done = await device.replica.dispatch(draft, actor);
  if (done.ok && done.value) device.kept.add(done.value.command.id);
}

/** What the device's own clockwork gives for deadlines. */
export async function giveDue(device: Device, now: number): Promise<void> {
  const at = new Date(now + device.skew).toISOString();
  const { reader } = device.replica;
  if (![...device.disk.records.values()].some(({ kind }) => kind === 'delegation')) return;
  const heads = (await Promise.all(dueQueries(registry, at).map((query) => reader.list(query)))).flat();
  for (const draft of dueCommands(registry, heads, at)) await device.replica.dispatch(draft, SYSTEM);
}

export interface Following {
  readonly replica: Replica;
  readonly remote: Remote;
  readonly now: string;
}

export async function push(device: Device, following: Following): Promise<boolean> {
  const done = await pushStep({ ...following, pace: device.pace, limits: { commands: 4, bytes: 1 << 20 } });
  device.pace = done.pace;
  return done.outcome === 'pushed' || done.outcome === 'again';
}

/** Follows the log by a stretch, or loads when there is nothing to follow from. Answers whether there is more. */
export async function pull(device: Device, following: Following, limit: number): Promise<boolean> {
  if (device.disk.link.phase !== 'following') return load(following);
  const done = await pullStep({ ...following, limit });
  if (done.outcome === 'startOver') return load(following);
  if (done.outcome === 'pulled') device.replica.observe(done.latest);
  if (done.outcome === 'stopped') throw new FollowingStopped(done.refusal);
  return done.outcome === 'pulled' && (done.through < done.head || done.lines > 0);
}

async function load(following: Following): Promise<boolean> {
  const done = await loadStep({ ...following, goOn: true });
  if (done.outcome === 'stopped') throw new FollowingStopped(done.refusal);
  return done.outcome === 'loaded';
}
