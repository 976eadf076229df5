import type { JsonObject } from '#shared/kernel/json.ts';
import { registry } from '#shared/capabilities/registry.ts';
import { change } from '#shared/capabilities/changes/index.ts';
import { contentDigest } from '#shared/model/definition.ts';
import type { Actor, RecordOf } from '#shared/model/record.ts';
import { actor, admin, world, type World } from '#test/support/memory-store.ts';

/** A workspace with people, roles, two systems and an incident, and short ways to bring a change to any state. */
export interface ChangeWorld extends World {
  readonly dana: Actor;
  readonly erik: Actor;
  readonly mona: Actor;
  readonly hans: Actor;
  readonly outsider: Actor;
  readonly systems: readonly RecordOf[];
  readonly incident: RecordOf;
  /** The fields of a complete normal change whose window is open. */
  complete(more?: JsonObject): JsonObject;
  /** A complete change in its draft, with steps. */
  draft(more?: JsonObject): Promise<RecordOf>;
  /** The same, brought on by its own events. */
  inState(state: 'assess' | 'authorize' | 'scheduled' | 'implement' | 'review', more?: JsonObject): Promise<RecordOf>;
  /** The one open request for approval of a change. */
  request(changeId: string): Promise<RecordOf>;
  /** The digest of the change as it is. */
  seen(changeId: string): Promise<string>;
  approve(changeId: string, who: Actor): Promise<RecordOf>;
  approveAll(changeId: string): Promise<void>;
  steps(changeId: string): Promise<RecordOf[]>;
}

export async function changeWorld(): Promise<ChangeWorld> {
  const base = world(registry);
  const role = async (key: string, grants: readonly string[]) => base.make('role', { name: key, key, grants });
  const [manager, head] = [await role('changeManager', ['changes.manage']), await role('headOfItOperations', ['changes.manage'])];
  const person = async (name: string, grants: readonly string[], roles: readonly RecordOf[] = []) => {
    const record = await base.make('person', { name, active: true, roles: roles.map(({ id }) => id) });
    return actor(record.id, grants, { name, roleIds: roles.map(({ id }) => id) });
  };
  const dana = await person('Dana Weiss', ['changes.request']);
  const erik = await person('Erik Lund', ['changes.request']);
  const mona = await person('Mona Okafor', ['changes.request', 'changes.manage'], [manager]);
  const hans = await person('Hans Brandt', ['changes.manage'], [head]);
  const outsider = await person('Olga Petrova', []);
  const systems = [
    await base.make('system', { name: 'Billing', criticality: 'high', owner: erik.personId }),
    await base.make('system', { name: 'Ledger', criticality: 'medium', owner: erik.personId }),
  ];
  const incident = await base.make('incident', { title: 'Invoices are late', priority: 'p2' });

  const self: ChangeWorld = {
    ...base,
    dana,
    erik,
    mona,
    hans,
    outsider,
    systems,
    incident,
    complete: (more = {}) => ({
      title: 'Move billing to the new database',
      type: 'normal',
      reason: 'The old one runs out of space.',
      plan: 'Copy, switch, check.',
      testPlan: 'Compare the totals.',
      rollbackPlan: 'Switch back.',
      impact: '3',
      likelihood: '3',
      systems: systems.map(({ id }) => id),
      incident: incident.id,
      windowStart: new Date(Date.parse(base.now()) - 3_600_000).toISOString(),
      windowEnd: new Date(Date.parse(base.now()) + 8 * 3_600_000).toISOString(),
      assignee: dana.personId,
      ...more,
    }),
    async draft(more) {
      const made = await base.make('change', self.complete(more), dana);
      const steps = [
        ['prepare', 'Back up'],
        ['implement', 'Copy the data'],
        ['implement', 'Switch over'],
        ['verify', 'Compare the totals'],
        ['rollback', 'Switch back'],
      ];
      for (const [i, [phase, title]] of steps.entries())
        await base.make('task', { change: made.id, phase: phase ?? '', title: title ?? '', order: i + 1 }, dana);
      return base.get(made.id);
    },
    async inState(state, more) {
      const { id } = await self.draft(more);
      await base.do('changes.submit', id, {}, dana);
      if (state === 'assess') return base.get(id);
      if ((await base.get(id)).state === 'assess') await base.do('changes.requestApproval', id, {}, mona);
      if (state === 'authorize') return base.get(id);
      if ((await base.get(id)).state === 'authorize') {
        await self.approveAll(id);
        await base.do('changes.schedule', id, {}, dana);
      }
      if (state === 'scheduled') return base.get(id);
      const [backUp, ...rest] = await self.steps(id);
      await base.do('tasks.finish', backUp?.id ?? '', {}, dana);
      await base.do('changes.start', id, {}, dana);
      if (state === 'implement') return base.get(id);
      for (const step of rest.filter(({ fields }) => fields['phase'] !== 'rollback')) await base.do('tasks.finish', step.id, {}, dana);
      return base.do('changes.complete', id, {}, dana);
    },
    async request(changeId) {
      const open = (await base.store.related('approval', 'subject', changeId)).filter(({ state }) => state === 'requested');
      if (open.length !== 1 || !open[0]) throw new Error(`${open.length} requests are open`);
      return open[0];
    },
    seen: async (changeId) => contentDigest(change, await base.get(changeId)),
    async approve(changeId, who) {
      const { id } = await self.request(changeId);
      return base.do('approvals.approve', id, {}, who, { seen: await self.seen(changeId) });
    },
    async approveAll(changeId) {
      for (let open = await self.request(changeId); open.state === 'requested';) {
        const waiting = (open.fields['waitingOn'] as readonly string[] | undefined)?.[0];
        const who = [erik, mona, hans].find(({ personId }) => personId === waiting);
        if (!who) throw new Error(`Nobody here can approve ${open.number}`);
        open = await self.approve(changeId, who);
      }
    },
    steps: async (changeId) =>
      (await base.store.related('task', 'change', changeId)).toSorted((a, b) => Number(a.fields['order']) - Number(b.fields['order'])),
  };
  return self;
}

export { admin };
