import { expect, test } from 'vitest';
import { verifyChain } from '#shared/audit/verify-chain.ts';
import { change as changeKind } from '#shared/capabilities/changes/index.ts';
import { CHAIN_START } from '#shared/kernel/chain.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { contentDigest } from '#shared/model/definition.ts';
import { fold } from '#shared/model/evolve.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { type Device, serverWorld, type ServerWorld, valueOf } from './server-world.ts';

interface Board {
  readonly world: ServerWorld;
  readonly dana: Device;
  readonly erik: Device;
  readonly mona: Device;
  readonly change: RecordOf;
  request(): RecordOf;
  /** An approval of the change as it is now, given but not pushed. */
  approval(who: Device, more?: JsonObject): ReturnType<Device['next']>;
}

/** A change of Dana's that waits for Erik, who owns the systems, and then for whoever manages changes. */
async function board(): Promise<Board> {
  const world = await serverWorld();
  const dana = await world.someone('Dana', ['changeRequester']);
  const erik = await world.someone('Erik', ['serviceOwner']);
  const mona = await world.someone('Mona', ['changeManager']);
  await world.someone('Hans', ['headOfItOperations']);
  const system = await world.make('system', { name: 'Billing', criticality: 'high', owner: erik.signedIn.personId });
  const at = (hours: number) => new Date(world.now() + hours * 3_600_000).toISOString();
  const { id } = await dana.make('change', {
    title: 'Move billing to the new database',
    type: 'normal',
    reason: 'The old one runs out of space.',
    plan: 'Copy, switch, check.',
    testPlan: 'Compare the totals.',
    rollbackPlan: 'Switch back.',
    impact: '3',
    likelihood: '3',
    systems: [system.id],
    windowStart: at(24),
    windowEnd: at(30),
    assignee: dana.signedIn.personId,
  });
  for (const [phase, title] of [
    ['prepare', 'Back up'],
    ['implement', 'Copy'],
    ['verify', 'Compare'],
    ['rollback', 'Switch back'],
  ])
    await dana.make('task', { change: id, phase: phase ?? '', title: title ?? '' });
  await dana.do('changes.submit', id);
  if (world.get(id).state === 'assess') await mona.do('changes.requestApproval', id);
  const request = () => {
    const open = [...world.memory.rows.values()]
      .map(({ record }) => record)
      .filter(({ kind, state }) => kind === 'approval' && state === 'requested');
    if (!open[0] || open.length > 1) throw new Error(`${open.length} requests are open`);
    return open[0];
  };
  return {
    world,
    dana,
    erik,
    mona,
    change: world.get(id),
    request,
    approval: (who, input = {}) =>
      who.next(
        who.command('approvals.approve', request().id, input, {
          seen: contentDigest(changeKind, world.get(id)),
          baseVersion: request().version,
        }),
      ),
  };
}

test('[DA2.6] an approval that was taken while the server was out of reach counts when it arrives, with the time at which it was taken', async () => {
  const { world, erik, request, approval } = await board();
  const given = approval(erik, { comment: 'The plan is sound.' });
  world.pass(90);
  expect(valueOf(await erik.push([given])).verdicts[0]).toMatchObject({ outcome: 'accepted' });
  const event = world.memory.events(request().id).find(({ commandId }) => commandId === given.command.id);
  expect(event?.at).toBe(given.command.at);
});

test('[DA5.1] a decision stands in the log with who, when, why and the digest of the content that can be built again from the log', async () => {
  const { world, erik, change, request, approval } = await board();
  const given = approval(erik, { comment: 'The plan is sound.' });
  await erik.push([given]);
  const line = world.memory.lines.find(({ body }) => body.type === 'event' && body.event.commandId === given.command.id);
  expect(line?.body).toMatchObject({
    device: erik.signedIn.deviceId,
    arrivedAt: new Date(world.now()).toISOString(),
    event: { by: erik.signedIn.personId, at: given.command.at, data: { comment: 'The plan is sound.' }, digest: given.command.seen },
  });
  const then = fold(
    world.memory.lines
      .slice(0, line?.seq)
      .flatMap(({ body }) => (body.type === 'event' && body.event.recordId === change.id ? [body.event] : [])),
  );
  expect(then && contentDigest(changeKind, then)).toBe(given.command.seen);
  expect(request().fields['digest']).toBe(given.command.seen);
});

test('an approval does not count for content that was not seen: edited in between, it is refused, with both versions to be had', async () => {
  const { world, dana, erik, change, approval } = await board();
  const given = approval(erik);
  await dana.do('changes.edit', change.id, { fields: { plan: 'Copy twice, switch, check.' } });
  const before = world.memory.head.seq;
  const [verdict] = valueOf(await erik.push([given])).verdicts;
  expect(verdict?.outcome).toBe('refused');
  expect(world.memory.head.seq).toBe(before + 1);
  const line = world.memory.lines.at(-1);
  expect(line?.body).toMatchObject({ type: 'refused', wish: { seen: given.command.seen, baseVersion: given.command.baseVersion } });
  const history = world.memory.events(change.id);
  const versions = history.map((_, i) => fold(history.slice(0, i + 1))).map((version) => version && contentDigest(changeKind, version));
  expect(versions).toContain(given.command.seen);
  expect(contentDigest(changeKind, world.get(change.id))).not.toBe(given.command.seen);
});

test('the requester cannot approve their own change, whichever device and however late it comes', async () => {
  const { dana, world, approval } = await board();
  const given = approval(dana);
  world.pass(600);
  const [verdict] = valueOf(await dana.push([given])).verdicts;
  expect(verdict?.outcome).toBe('refused');
  expect(verdict?.refusal?.unmet.map(({ message }) => message).join()).toContain('somebody else has to decide');
});

test('a seat that was lost between giving an approval and its arrival is no seat', async () => {
  const { world, erik, mona, change, approval } = await board();
  const given = approval(erik);
  const [system] = (change.fields['systems'] ?? []) as RecordOf['id'][];
  await world.system({ name: 'systems.edit', recordId: system ?? change.id, input: { fields: { owner: mona.signedIn.personId } } });
  expect(valueOf(await erik.push([given])).verdicts[0]?.outcome).toBe('refused');
});

test('a change that is restricted takes its steps and the requests for its approval along', async () => {
  const { world, dana, mona, change, request } = await board();
  const team = await world.make('team', { name: 'Red' });
  await world.system({ name: 'people.edit', recordId: dana.signedIn.personId as RecordOf['id'], input: { fields: { team: team.id } } });
  const [approval, tasks] = [request(), [...world.memory.rows.values()].filter(({ record }) => record.kind === 'task')];
  const { seq } = world.memory.head;
  await dana.do('changes.edit', change.id, { fields: { restrictedTo: team.id } });
  const all = [change.id, approval.id, ...tasks.map(({ record }) => record.id)];
  expect(all.map((id) => world.memory.rows.get(id)?.scope)).toEqual(all.map(() => team.id));
  const gone = (await mona.pull(seq)).flatMap((line) => ('gone' in line && line.gone !== undefined ? [line.gone] : []));
  expect(gone.toSorted()).toEqual(all.toSorted());
  for (const id of all) expect(await world.server.record(mona.signedIn, id)).toMatchObject({ ok: false, error: { status: 404 } });
});

test('one approval that is sent from two devices counts once', async () => {
  const { world, erik, request, approval } = await board();
  const given = approval(erik);
  const phone = await world.device(erik.signedIn.personId);
  await erik.push([given]);
  const { version } = request();
  expect(valueOf(await phone.push([phone.next(given.command)])).verdicts[0]).toMatchObject({ outcome: 'accepted', isRepeat: true });
  expect(request().version).toBe(version);
});

test('[CM4.1] creation, modification, approval and implementation keep their times, in a chain that no later command touches', async () => {
  const { world, dana, erik, mona, change, request, approval } = await board();
  const written = () => world.memory.lines.map(({ canonical, hash }) => [canonical, hash]);
  const before = written();
  const prepare = [...world.memory.rows.values()].find(({ record }) => record.fields['phase'] === 'prepare')?.record;
  const hans = await world.device([...world.memory.rows.values()].find(({ record }) => record.fields['name'] === 'Hans')?.record.id ?? '');
  const { id } = request();
  while (world.get(id).state === 'requested') {
    const waiting = world.get(id).fields['waitingOn'] as readonly string[];
    const who = [erik, mona, hans].find(({ signedIn }) => waiting.includes(signedIn.personId));
    if (!who) throw new Error('Nobody here is waited for');
    world.pass(10);
    expect(valueOf(await who.push([approval(who)])).verdicts[0]?.outcome).toBe('accepted');
  }
  await dana.do('changes.edit', change.id, { fields: { tags: ['billing'] } });
  await dana.do('changes.schedule', change.id);
  world.pass(24 * 60);
  await dana.do('tasks.finish', prepare?.id ?? '');
  const start = dana.next(dana.command('changes.start', change.id));
  world.pass(45);
  expect(valueOf(await dana.push([start])).verdicts[0]?.outcome).toBe('accepted');
  const started = world.memory.events(change.id).find(({ type }) => type === 'change.started');
  expect(started?.at).toBe(start.command.at);
  const typesOf = async (record: string) => valueOf(await world.server.history(dana.signedIn, record)).map(({ event }) => event.type);
  expect(await typesOf(change.id)).toEqual(
    expect.arrayContaining(['change.created', 'change.edited', 'change.scheduled', 'change.started']),
  );
  expect(await typesOf(id)).toEqual(expect.arrayContaining(['approval.created', 'approval.approved']));
  expect(written().slice(0, before.length)).toEqual(before);
  expect(await verifyChain(world.memory.lines, { seq: 0, hash: CHAIN_START })).toMatchObject({ ok: true });
});

test('[AL7.6] what a deadline brings about is a line like any other: by the system, why, and never twice with two servers', async () => {
  const { world, request } = await board();
  const { id } = request();
  const other = world.another();
  expect(await world.server.settleDue('acme')).toBe(0);
  world.pass(60 * 24 * 30);
  const settled = await Promise.all([world.server.settleDue('acme'), other.settleDue('acme'), world.server.settleDue('acme')]);
  expect(settled.toSorted((a, b) => a - b).slice(0, 2)).toEqual([0, 0]);
  expect(world.get(id).state).toBe('expired');
  const lines = world.memory.lines.filter(({ body }) => body.type === 'event' && body.event.type === 'approval.expired');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.body).toMatchObject({ device: null, event: { by: 'system', recordId: id } });
  expect(lines[0]?.body.command).toMatch(/^sys_/);
  expect(await other.settleDue('acme')).toBe(0);
});
