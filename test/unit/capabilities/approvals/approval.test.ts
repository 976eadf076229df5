import { beforeEach, describe, expect, test } from 'vitest';
import { approval, inboxOf, inboxQuery, votesOf } from '#shared/capabilities/approvals/index.ts';
import { liveDelegations } from '#shared/capabilities/identity/index.ts';
import { type RecordOf, SYSTEM } from '#shared/model/record.ts';
import { ALL, approvalWorld, type ApprovalWorld, FIRST, step } from './approval-world.ts';

let w: ApprovalWorld;
beforeEach(async () => {
  w = await approvalWorld();
});
const ids = (...numbers: readonly number[]) => numbers.map((number) => w.p(number).personId);
const inbox = async (number: number) =>
  (await w.store.list(inboxQuery(inboxOf(w.p(number).personId, await liveDelegations(w.store), w.now())))).map(({ id }) => id);

describe('steps', () => {
  let asked: RecordOf;
  beforeEach(async () => {
    asked = await w.ask([step('a', [w.p(0), w.p(1)], ALL), step('b', [w.p(2), w.p(3)], FIRST)], { fields: { waitingOn: ids(0, 1) } });
  });

  test('are asked one after the other, and a step that has its quorum closes its open seats', async () => {
    expect(await w.unmet(asked.id, 'approve', w.p(2))).toEqual(['approval.holdsSeat']);
    await w.decide(asked.id, 'approve', w.p(0));
    expect((await w.get(asked.id)).fields).toMatchObject({ step: 0, waitingOn: ids(1) });
    await w.decide(asked.id, 'approve', w.p(1));
    expect((await w.get(asked.id)).fields).toMatchObject({ step: 1, waitingOn: ids(2, 3) });
    await w.decide(asked.id, 'approve', w.p(3));
    expect(await w.get(asked.id)).toMatchObject({ state: 'approved', fields: { decidedAt: w.now() } });
    expect((await w.get(asked.id)).fields['waitingOn']).toBeUndefined();
    expect(await w.unmet(asked.id, 'approve', w.p(2))).toEqual(['lifecycle.notFromHere']);
  });

  test('let a person have one say', async () => {
    await w.decide(asked.id, 'approve', w.p(0));
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual(['approval.hasNotDecided']);
  });

  test('end with one rejection, which needs its reason', async () => {
    expect(await w.unmet(asked.id, 'reject', w.p(0), {})).toEqual(['field.required']);
    await w.decide(asked.id, 'reject', w.p(1), { comment: 'Not this week.' });
    expect(await w.get(asked.id)).toMatchObject({ state: 'rejected', fields: { reason: 'Not this week.' } });
  });

  test('say for whom they wait, to someone who has no seat', async () => {
    const tried = await w.decide(asked.id, 'approve', w.p(4));
    expect(!tried.ok && tried.error.unmet).toMatchObject([
      { message: 'No open seat of the step “a” is yours.', help: 'It waits for p0, p1.' },
    ]);
  });
});

describe('seats', () => {
  test('of a role and of a team are taken by whoever has it now, and the request follows them', async () => {
    const role = await w.make('role', { name: 'Manager', key: 'manager', grants: [] });
    const seat = { id: 's', kind: 'role' as const, ref: role.id, label: 'Manager', mandatory: false };
    const asked = await w.ask([{ name: 'a', because: '', quorum: FIRST, seats: [seat] }]);
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual(['approval.holdsSeat']);
    await w.do('people.edit', w.p(0).personId, { fields: { roles: [role.id] } }, SYSTEM);
    expect((await w.get(asked.id)).fields['waitingOn']).toEqual(ids(0));
    expect(await inbox(0)).toEqual([asked.id]);
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual([]);
  });

  test('of an owner go to the new owner', async () => {
    const system = await w.make('system', { name: 'Billing', owner: w.p(0).personId });
    const seat = { id: 's', kind: 'ownerOf' as const, ref: system.id, label: 'Owner', mandatory: true };
    const asked = await w.ask([{ name: 'a', because: '', quorum: FIRST, seats: [seat] }]);
    await w.do('systems.edit', system.id, { fields: { owner: w.p(1).personId } }, SYSTEM);
    expect((await w.get(asked.id)).fields['waitingOn']).toEqual(ids(1));
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual(['approval.holdsSeat']);
    expect(await w.unmet(asked.id, 'approve', w.p(1))).toEqual([]);
  });

  test('of someone who left wait for nobody', async () => {
    const asked = await w.ask([step('a', [w.p(0), w.p(1)], FIRST)], { fields: { waitingOn: ids(0, 1) } });
    await w.do('people.edit', w.p(0).personId, { fields: { active: false } }, SYSTEM);
    expect((await w.get(asked.id)).fields['waitingOn']).toEqual(ids(1));
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual(['approval.holdsSeat']);
  });

  test('with one id twice are refused: a vote could count twice', async () => {
    await expect(w.ask([step('a', [w.p(0)], ALL), step('a', [w.p(1)], ALL)])).rejects.toThrow('Two seats have the same id');
  });
});

test('a quorum that its seats could never meet is refused when it is asked for', async () => {
  await expect(w.ask([step('a', [w.p(0)], { kind: 'count', value: 2 })])).rejects.toThrow('asks for more approvals than it has seats');
});

describe('abstaining', () => {
  test('leaves the decision to the others', async () => {
    const asked = await w.ask([step('a', [w.p(0), w.p(1)], ALL)]);
    await w.decide(asked.id, 'abstain', w.p(0));
    await w.decide(asked.id, 'approve', w.p(1));
    expect((await w.get(asked.id)).state).toBe('approved');
  });

  test('can be what was still missing', async () => {
    const asked = await w.ask([step('a', [w.p(0), w.p(1)], ALL)]);
    await w.decide(asked.id, 'approve', w.p(0));
    await w.decide(asked.id, 'abstain', w.p(1));
    expect((await w.get(asked.id)).state).toBe('approved');
  });

  test('is refused where the step could not be passed any more, and on a mandatory seat', async () => {
    const last = await w.ask([step('a', [w.p(0)], ALL)]);
    expect(await w.unmet(last.id, 'abstain', w.p(0))).toEqual(['approval.mayAbstain']);
    const mandatory = await w.ask([step('a', [w.p(0), w.p(1)], FIRST, [w.p(0)])]);
    expect(await w.unmet(mandatory.id, 'abstain', w.p(0))).toEqual(['approval.mayAbstain']);
    expect(await w.unmet(mandatory.id, 'abstain', w.p(1))).toEqual([]);
  });
});

describe('separation of duties', () => {
  test('keeps everyone out who raised it or carries it out', async () => {
    const asked = await w.ask([step('a', [w.p(0), w.p(1)], FIRST)], { parties: [0] });
    for (const verb of ['approve', 'reject', 'abstain']) expect(await w.unmet(asked.id, verb, w.p(0))).toContain('approval.isNoParty');
  });

  test('is not got round by a stand-in of the requester, nor by being one', async () => {
    const asked = await w.ask([step('a', [w.p(0), w.p(1)], ALL)], { parties: [0] });
    await w.delegate(0, 2);
    expect(await w.unmet(asked.id, 'approve', w.p(2))).toEqual(['approval.actsForNoParty']);
    await w.delegate(1, 0);
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual(['approval.isNoParty']);
    // p1 → p0 → p2: the chain leads through the requester.
    expect(await w.unmet(asked.id, 'approve', w.p(2))).toEqual(['approval.actsForNoParty']);
  });
});

describe('delegation', () => {
  test('moves what is pending, and both names stand in the event', async () => {
    const asked = await w.ask([step('a', [w.p(0)], ALL)], { fields: { waitingOn: ids(0) } });
    expect(await inbox(1)).toEqual([]);
    await w.delegate(0, 1);
    expect(await inbox(1)).toEqual([asked.id]);
    await w.decide(asked.id, 'approve', w.p(1));
    const event = w.store.events.at(-1);
    expect(event).toMatchObject({ type: 'approval.approved', by: w.p(1).personId, onBehalfOf: w.p(0).personId });
    expect(Object.values(votesOf(await w.get(asked.id)))).toMatchObject([{ chain: ids(0, 1) }]);
  });

  test('goes down a chain, and is over when its period is', async () => {
    const asked = await w.ask([step('a', [w.p(0)], ALL)], { fields: { waitingOn: ids(0) } });
    await w.delegate(0, 1);
    await w.delegate(1, 2);
    expect(await inbox(2)).toEqual([asked.id]);
    w.pass(24 * 60);
    expect(await inbox(2)).toEqual([]);
    expect(await w.unmet(asked.id, 'approve', w.p(2))).toEqual(['approval.holdsSeat']);
  });

  test('gives no second voice: neither the stand-in nor the one they speak for counts again', async () => {
    const asked = await w.ask([step('a', [w.p(0), w.p(1), w.p(2)], ALL)]);
    await w.delegate(0, 1);
    expect(await w.unmet(asked.id, 'approve', w.p(1), { seat: 'a0' })).toEqual([]);
    expect(await w.unmet(asked.id, 'approve', w.p(1))).toEqual(['approval.hasNotDecided']);
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual(['approval.hasNotDecided']);
  });
});

test('one person’s voice is used once in a step, on whatever seats and through whomever', async () => {
  const role = await w.make('role', { name: 'Manager', key: 'manager', grants: [] });
  await w.do('people.edit', w.p(0).personId, { fields: { roles: [role.id] } }, SYSTEM);
  const seat = (id: string) => ({ id, kind: 'role' as const, ref: role.id, label: 'Manager', mandatory: false });
  const asked = await w.ask([{ name: 'a', because: '', quorum: ALL, seats: [seat('one'), seat('two')] }]);
  await w.delegate(0, 1);
  await w.delegate(1, 2);
  expect(await w.unmet(asked.id, 'approve', w.p(1))).toEqual([]);
  // p2 stands in for p0 too, whose voice p1 has used.
  expect(await w.unmet(asked.id, 'approve', w.p(2))).toEqual(['approval.holdsSeat']);
  expect((await w.get(asked.id)).state).toBe('requested');
});

describe('the content that was seen', () => {
  test('has to be looked at, and to be what was asked for', async () => {
    const asked = await w.ask([step('a', [w.p(0)], ALL)]);
    const approve = (seen?: string) => w.refused('approvals.approve', asked.id, {}, w.p(0), seen === undefined ? {} : { seen });
    expect(await approve()).toEqual(['approval.hasSeen']);
    expect(await approve('another')).toEqual(['approval.sawThis']);
    await w.do('incidents.edit', w.subject.id, { fields: { title: 'Invoices are very late' } }, SYSTEM);
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual(['approval.sawThis', 'approval.isUnchanged']);
  });

  test('is what the event of the decision names', async () => {
    const asked = await w.ask([step('a', [w.p(0)], ALL)]);
    await w.decide(asked.id, 'approve', w.p(0));
    expect(w.store.events.at(-1)?.digest).toBe(asked.fields['digest']);
  });
});

describe('what only the system does', () => {
  test('nobody else can', async () => {
    const asked = await w.ask([step('a', [w.p(0)], ALL)]);
    for (const verb of ['withdraw', 'expire', 'supersede', 'suspend', 'resume'])
      expect(await w.refused(`approvals.${verb}`, asked.id, {}, w.p(0))).toContain('permission.missing');
    expect(await w.refused('approvals.create', w.newId('apr'), { fields: { title: 'x' } }, w.p(0))).toContain('permission.missing');
    expect(await w.refused('approvals.edit', asked.id, { fields: { title: 'x' } }, w.p(0))).toContain('permission.missing');
  });

  test('a request expires at its moment, not before', async () => {
    const asked = await w.ask([step('a', [w.p(0)], ALL)], { fields: { expiresAt: '2026-11-02T10:00:00.000Z' } });
    expect(await w.refused('approvals.expire', asked.id, {}, SYSTEM)).toEqual(['approval.hasExpired']);
    w.setNow('2026-11-02T10:00:00.000Z');
    expect(await w.passDeadlines()).toBe(1);
    expect((await w.get(asked.id)).state).toBe('expired');
  });

  test('suspending stops the clock and the asking; resuming goes on from there', async () => {
    const asked = await w.ask([step('a', [w.p(0)], ALL)], { fields: { expiresAt: '2026-11-02T10:00:00.000Z', waitingOn: ids(0) } });
    await w.do('approvals.suspend', asked.id, {}, SYSTEM);
    expect(await inbox(0)).toEqual([]);
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual(['approval.isLive']);
    w.pass(3 * 24 * 60);
    expect(await w.passDeadlines()).toBe(0);
    const resumed = await w.do('approvals.resume', asked.id, {}, SYSTEM);
    expect(resumed.fields).toMatchObject({ expiresAt: '2026-11-05T10:00:00.000Z', waitingOn: ids(0) });
    expect(await w.unmet(asked.id, 'approve', w.p(0))).toEqual([]);
  });
});

test('a request cannot be archived or imported by anyone', async () => {
  const asked = await w.ask([step('a', [w.p(0)], ALL)]);
  expect(await w.refused('approvals.archive', asked.id, {}, w.p(0))).toContain('permission.missing');
  expect(approval.imports).toBeUndefined();
});
