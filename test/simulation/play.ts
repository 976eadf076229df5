import type { Draft, RecordOf } from '#shared/model/record.ts';
import {
  type Device,
  DeviceStopped,
  type DeviceWrappers,
  give,
  giveDue,
  openDevice,
  pull,
  push,
  pushTo,
  remoteOf,
  type Surroundings,
  type Wire,
} from './device.ts';
import { ownersOf, type Step, type Story } from './story.ts';
import { type Hub, type LogWrapper, openHub, PEOPLE, ROLES, ServerStopped, START, TEAMS, TENANT } from './world.ts';

/** Something that must not be: which promise was broken, and how. */
export interface Finding {
  readonly check: string;
  readonly detail: string;
}

/** A world as it is once its story was told. */
export interface Told {
  readonly story: Story;
  readonly hub: Hub;
  readonly devices: readonly Device[];
  readonly wire: Wire;
  /** After the network was good again, whether every queue came to its end. */
  readonly hasDrained: boolean;
}

/** A deliberate defect, or none: around what devices keep, say and hear, and around what the servers keep. */
export interface Wrappers extends DeviceWrappers {
  readonly log?: LogWrapper;
}

export type Watch = (told: Pick<Told, 'hub' | 'devices'>) => Promise<readonly Finding[]>;

const ROUNDS = 12;

/** Tells a story: each step in turn, then a good network until everything is quiet. `watch` looks after each step. */
export async function tell(
  story: Story,
  wrap: Wrappers,
  watch: Watch,
): Promise<{ readonly told: Told; readonly findings: readonly Finding[] }> {
  const time = { now: START };
  const hub = await openHub(story.seed, () => time.now, wrap.log);
  const wire: Wire = { pushes: [], given: [], needs: new Map() };
  const around: Surroundings = { seed: story.seed, hub, wire, now: () => time.now, wrap };
  const devices = ownersOf(story.seed).map((owner, index) => openDevice(index, owner, around));
  for (const { index, personId } of devices) await hub.store.register(TENANT, { id: `dev${index}`, personId, name: `Device ${index}` });
  const world: World = { ...around, time, devices, following: (device) => followingOf(device, around, time) };
  const findings: Finding[] = [];
  for (const device of devices) await pull(device, world.following(device), 2_000);
  for (const step of story.steps) {
    time.now += 1;
    await surviving(() => take(step, world));
    findings.push(...(await watch({ hub, devices })));
    if (findings.length > 0) break;
  }
  const hasDrained = findings.length > 0 || (await comeToRest(world));
  return { told: { story, hub, devices, wire, hasDrained }, findings };
}

interface World extends Surroundings {
  readonly time: { now: number };
  readonly devices: readonly Device[];
  following(device: Device): Parameters<typeof push>[1];
}

function followingOf(device: Device, around: Surroundings, time: { now: number }): Parameters<typeof push>[1] {
  const { replica } = device;
  return {
    replica: around.wrap.replica ? around.wrap.replica(replica, device) : replica,
    remote: remoteOf(device, around),
    now: new Date(time.now).toISOString(),
  };
}

/** Stopping is part of a story; anything else that is thrown is a bug. */
async function surviving(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof DeviceStopped || cause instanceof ServerStopped)) throw cause;
  }
}

/** A good network, right clocks, nobody locked out: every device does what its runner does until there is nothing left to do. */
async function comeToRest(world: World): Promise<boolean> {
  const { devices, time } = world;
  world.hub.stopAt(undefined);
  for (const device of devices) Object.assign(device, { isUp: true, crash: undefined, skew: 0 });
  for (const device of devices) device.faults.length = 0;
  for (let round = 0; round < ROUNDS; round++) {
    time.now += 1_000;
    for (const person of PEOPLE.slice(1)) await welcomeBack(person, world);
    await world.hub.server(0).settleDue(TENANT);
    let isBusy = false;
    for (const device of devices) {
      const following = world.following(device);
      for (let more = true, steps = 0; more && steps < 100; steps++) {
        const before = device.disk.generation;
        more = (await push(device, following)) || (await pull(device, following, 2_000));
        isBusy ||= device.disk.generation !== before && more;
      }
      isBusy ||= device.disk.link.cursor.seq !== world.hub.store.memory(TENANT).head.seq;
      isBusy ||= (await device.replica.look()).pending.length > 0;
    }
    if (!isBusy) return true;
  }
  return false;
}

async function welcomeBack(person: string, { hub }: World): Promise<void> {
  const record = hub.store.memory(TENANT).rows.get(person)?.record;
  if (record?.fields['active'] !== false) return;
  const draft = { name: 'people.edit', recordId: record.id, input: { fields: { active: true } } };
  await hub.server(0).giveAsSystem(TENANT, [draft]);
}

/** One of what is in view, the same for the same view. */
async function chosen(
  device: Device,
  kind: string,
  pick: number,
  fits: (record: RecordOf) => boolean = () => true,
): Promise<RecordOf | undefined> {
  const all = [...device.disk.records.values()]
    .filter((record) => record.kind === kind && fits(record))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return all[pick % Math.max(1, all.length)];
}

async function take(step: Step, world: World): Promise<void> {
  const { hub, time, wire } = world;
  switch (step.do) {
    case 'wait':
      time.now += step.ms;
      return;
    case 'due':
      await hub.server(0).settleDue(TENANT);
      return;
    case 'checkpoint':
      await hub.server(1).checkpointIfDue(TENANT);
      return;
    case 'serverCrash':
      hub.stopAt(step.moment);
      return;
    case 'replay': {
      const again = wire.pushes[wire.pushes.length - 1 - step.nth];
      const sender = world.devices[again?.device ?? -1];
      if (again && sender) await pushTo(hub, wire, sender, again.request, step.nth);
      return;
    }
    case 'role':
    case 'team':
    case 'active':
      return govern(step, world);
    default:
      return onDevice(step, world);
  }
}

/** What Ann does about people, on her own device. */
async function govern(step: Extract<Step, { readonly person: number }>, { devices }: World): Promise<void> {
  const [ann] = devices;
  const person = PEOPLE[step.person];
  if (!ann || person === undefined) return;
  const fields =
    step.do === 'role'
      ? { roles: step.has ? [ROLES.writer, ROLES.standIn] : [ROLES.standIn] }
      : step.do === 'team'
        ? { team: TEAMS[step.team] ?? null }
        : { active: step.is };
  await give(ann, { name: 'people.edit', recordId: person, input: { fields } });
}

async function onDevice(step: Extract<Step, { readonly who: number }>, world: World): Promise<void> {
  const device = world.devices[step.who];
  if (!device) return;
  switch (step.do) {
    case 'line':
      device.isUp = step.up;
      return;
    case 'fault':
      device.faults.push(step.fault);
      return;
    case 'crash':
      device.crash = { after: step.after, moment: step.moment };
      return;
    case 'skew':
      device.skew = step.ms;
      return;
    case 'push':
      await push(device, world.following(device));
      return;
    case 'pull':
      await pull(device, world.following(device), step.limit);
      return;
    case 'both':
      await together(device, world, step.limit);
      return;
    case 'reload':
      device.disk.link = { ...device.disk.link, scope: 'unknown' };
      return;
    case 'sync':
      for (let more = true, steps = 0; more && steps < 8; steps++)
        more = (await push(device, world.following(device))) || (await pull(device, world.following(device), step.limit));
      return;
    default: {
      const draft = await draftOf(step, device, world);
      if (draft) await give(device, draft);
      await giveDue(device, world.time.now);
    }
  }
}

/** Pushing, pulling and the person's own work at the same time, as the windows of one device do it. */
async function together(device: Device, world: World, limit: number): Promise<void> {
  const note = await chosen(device, 'note', limit);
  const all: Promise<unknown>[] = [push(device, world.following(device)), pull(device, world.following(device), limit)];
  if (note) all.push(give(device, { name: 'notes.comment', recordId: note.id, input: { text: 'meanwhile' } }));
  for (const done of await Promise.allSettled(all)) if (done.status === 'rejected') throw done.reason;
}

type Doing = Exclude<
  Extract<Step, { readonly who: number }>,
  { readonly do: 'line' | 'fault' | 'crash' | 'skew' | 'push' | 'pull' | 'both' | 'sync' | 'reload' }
>;

const make = (plural: string, recordId: RecordOf['id'], fields: Draft['input']): Draft => ({
  name: `${plural}.create`,
  recordId,
  input: { fields },
});
const edit = (plural: string, record: RecordOf | undefined, fields: Draft['input']): Draft | undefined =>
  record && { name: `${plural}.edit`, recordId: record.id, input: { fields } };
const event = (name: string, record: RecordOf | undefined, input: Draft['input'] = {}, seen?: string): Draft | undefined =>
  record && { name, recordId: record.id, input, ...(seen === undefined ? {} : { seen }) };

async function draftOf(step: Doing, device: Device, { time }: World): Promise<Draft | undefined> {
  switch (step.do) {
    case 'note':
      return make('notes', device.newId('nte'), { title: 'note', team: TEAMS[step.team] ?? null });
    case 'editNote':
      return edit('notes', await chosen(device, 'note', step.pick), { [step.field]: step.value });
    case 'moveNote':
      return edit('notes', await chosen(device, 'note', step.pick), { team: TEAMS[step.team] ?? null });
    case 'shelveNote': {
      const note = await chosen(device, 'note', step.pick);
      return event(note?.archivedAt === null ? 'notes.archive' : 'notes.restore', note);
    }
    case 'remark': {
      const note = await chosen(device, 'note', step.pick);
      return note && make('remarks', device.newId('rem'), { text: step.value, note: note.id });
    }
    case 'comment':
      return event('notes.comment', await chosen(device, 'note', step.pick), { text: step.value });
    case 'proposal':
      return make('proposals', device.newId('prp'), {
        title: 'proposal',
        plan: 'plan',
        both: step.both,
        first: PEOPLE[2] ?? '',
        second: PEOPLE[3] ?? '',
      });
    case 'editProposal':
      return edit('proposals', await chosen(device, 'proposal', step.pick), { [step.field]: step.value });
    case 'ask':
    case 'drop':
      return event(`proposals.${step.do}`, await chosen(device, 'proposal', step.pick, ({ createdBy }) => createdBy === device.personId));
    case 'approve':
    case 'reject': {
      const asked = await chosen(device, 'approval', step.pick, ({ state }) => state === 'requested');
      const seen = asked?.fields['digest'];
      const input = step.do === 'reject' ? { comment: 'No.' } : {};
      return event(`approvals.${step.do}`, asked, input, typeof seen === 'string' ? seen : undefined);
    }
    case 'delegate':
      return make('delegations', device.newId('del'), {
        from: device.personId,
        to: PEOPLE[1] ?? '',
        startsAt: new Date(time.now).toISOString(),
        endsAt: new Date(time.now + step.minutes * 60_000).toISOString(),
        reason: 'away',
      });
    case 'revoke':
      return event('delegations.revoke', await chosen(device, 'delegation', step.pick, ({ fields }) => fields['from'] === device.personId));
  }
}
