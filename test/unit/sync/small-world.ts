import type { Id } from '#shared/kernel/id.ts';
import type { Problem } from '#shared/kernel/problem.ts';
import type { Draft, RecordOf } from '#shared/model/record.ts';
import { loadStep } from '#shared/sync/load.ts';
import { pullStep } from '#shared/sync/pull.ts';
import { FULL_PACE, type Pushed, type PushPace, pushStep } from '#shared/sync/push.ts';
import type { PushRequest } from '#shared/sync/protocol.schema.ts';
import type { Remote } from '#shared/sync/remote.ts';
import { type Device, openDevice, remoteOf, type Surroundings } from '#test/simulation/device.ts';
import { type Hub, openHub, PEOPLE, START, TENANT } from '#test/simulation/world.ts';

export const [ANN, BOB, CEM, DEE] = [0, 1, 2, 3] as const;

/** The small world of the simulation, with nothing that fails by itself. */
export interface SmallWorld {
  readonly hub: Hub;
  readonly time: { now: number };
  device(index: number): Device;
  remote(index: number): Remote;
  now(): string;
  /** Gives a command; throws when it is refused at once. Returns its id. */
  give(index: number, draft: Draft): Promise<Id>;
  push(index: number, pace?: PushPace, remote?: Remote): Promise<Pushed>;
  pull(index: number, remote?: Remote): ReturnType<typeof pullStep>;
  load(index: number, remote?: Remote): ReturnType<typeof loadStep>;
  /** Pushes and pulls until there is nothing more. */
  sync(...indexes: readonly number[]): Promise<void>;
  pendingNames(index: number): Promise<readonly string[]>;
  /** The first record of a kind in a device's view. */
  first(index: number, kind: string): RecordOf;
}

export async function smallWorld(): Promise<SmallWorld> {
  const time = { now: START };
  const hub = await openHub(1, () => time.now);
  const around: Surroundings = { seed: 1, hub, wire: { pushes: [], given: [], needs: new Map() }, now: () => time.now, wrap: {} };
  const devices = PEOPLE.map((_, index) => openDevice(index, index, around));
  for (const { index, personId } of devices) await hub.store.register(TENANT, { id: `dev${index}`, personId, name: `Device ${index}` });
  const device = (index: number): Device => {
    const found = devices[index];
    if (!found) throw new Error(`There is no device ${index}`);
    return found;
  };
  const now = () => new Date(time.now).toISOString();
  const remote = (index: number) => remoteOf(device(index), around);
  const following = (index: number, other?: Remote) => ({ replica: device(index).replica, remote: other ?? remote(index), now: now() });
  const world: SmallWorld = {
    hub,
    time,
    device,
    remote,
    now,
    async give(index, draft) {
      time.now += 1_000;
      const { replica, personId } = device(index);
      const actor = await replica.actor(personId, replica.reader);
      const done = actor && (await replica.dispatch(draft, actor));
      if (!done?.ok || !done.value) throw new Error(`${draft.name} was not kept: ${JSON.stringify(done)}`);
      return done.value.command.id;
    },
    push: (index, pace = FULL_PACE, other) => pushStep({ ...following(index, other), pace }),
    pull: (index, other) => pullStep(following(index, other)),
    load: (index, other) => loadStep(following(index, other)),
    async sync(...indexes) {
      for (const index of indexes) {
        time.now += 1_000;
        for (let more = true; more;) more = (await world.push(index)).outcome === 'pushed';
        for (let more = true; more;) {
          const done = await world.pull(index);
          if (done.outcome !== 'pulled') throw new Error(JSON.stringify(done));
          more = done.lines > 0;
        }
      }
    },
    pendingNames: async (index) => (await device(index).replica.look()).pending.map(({ command }) => command.name),
    first(index, kind) {
      const all = [...device(index).disk.records.values()]
        .filter((record) => record.kind === kind)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
      if (!all[0]) throw new Error(`There is no ${kind}`);
      return all[0];
    },
  };
  for (const { index } of devices) await world.load(index);
  return world;
}

/** A server that answers some pushes with a problem of its own. */
export const pushingThrough = (
  remote: Remote,
  refuse: (request: PushRequest) => Problem | undefined,
): Remote & { readonly asked: PushRequest[] } => {
  const asked: PushRequest[] = [];
  return {
    ...remote,
    asked,
    async push(request) {
      asked.push(request);
      const problem = refuse(request);
      return problem ? { ok: false, error: problem } : remote.push(request);
    },
  };
};

export const edit = (record: RecordOf, fields: Draft['input']): Draft => ({
  name: `${record.kind}s.edit`,
  recordId: record.id,
  input: { fields },
});
export const note = (world: SmallWorld, index: number, title: string): Draft => ({
  name: 'notes.create',
  recordId: world.device(index).newId('nte'),
  input: { fields: { title } },
});
