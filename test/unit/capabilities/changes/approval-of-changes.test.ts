import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { change } from '#shared/capabilities/changes/index.ts';
import { votesOf } from '#shared/capabilities/approvals/index.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { changeWorld, type ChangeWorld } from './change-world.ts';

let w: ChangeWorld;
beforeEach(async () => {
  w = await changeWorld();
});
const states = async (id: string) => (await w.store.related('approval', 'subject', id)).map(({ state }) => state);

describe('asking', () => {
  test('[CM2.1] a normal change asks the owners of its systems, then the change manager', async () => {
    const { id } = await w.inState('authorize');
    const request = await w.request(id);
    expect(request.fields).toMatchObject({ round: 1, waitingOn: [w.erik.personId], requestedBy: w.dana.personId });
    expect(request.fields['steps']).toMatchObject([
      { name: 'System owners', seats: [{ label: 'Owner of Billing, Ledger', mandatory: true }] },
      { name: 'Change manager', seats: [{ kind: 'role', label: 'changeManager' }] },
    ]);
  });

  test('[DA3.2] high risk also asks the head of IT operations', async () => {
    const { id } = await w.inState('authorize', { impact: '5', likelihood: '4' });
    expect((await w.request(id)).fields['steps']).toHaveLength(3);
  });

  test('an owner who carries the change out does not sign it; the others still do', async () => {
    const { id } = await w.inState('assess', { assignee: w.erik.personId });
    await w.do('changes.requestApproval', id, {}, w.mona);
    expect((await w.request(id)).fields).toMatchObject({ waitingOn: [w.mona.personId], steps: [{ name: 'Change manager' }] });
  });

  test('a change that nobody could approve is refused before anyone is asked', async () => {
    const { id } = await w.draft({ assignee: w.mona.personId });
    const refused = await w.try('changes.submit', id, {}, w.dana);
    expect(!refused.ok && refused.error.unmet).toMatchObject([
      { code: 'change.canBeApproved', message: 'Nobody could approve as “changeManager”.' },
    ]);
  });

  test('an emergency asks one designated person at once, and needs an incident that is open', async () => {
    const none = await w.draft({ type: 'emergency', incident: null });
    expect(await w.refused('changes.submit', none.id, {}, w.dana)).toEqual(['change.namesIncident']);
    const { id } = await w.draft({ type: 'emergency' });
    expect((await w.do('changes.submit', id, {}, w.dana)).state).toBe('authorize');
    await w.approve(id, w.hans);
    const scheduled = await w.do('changes.schedule', id, {}, w.dana);
    expect(scheduled.fields['validUntil']).toBe('2026-11-05T09:00:00.000Z');
  });
});

describe('what comes of it', () => {
  test('a rejection brings the change back to its draft with the reason, editable', async () => {
    const { id } = await w.inState('authorize');
    const request = await w.request(id);
    await w.do('approvals.reject', request.id, { comment: 'Too short.' }, w.erik, { seen: await w.seen(id) });
    expect(await w.get(id)).toMatchObject({ state: 'draft', fields: { refusal: 'Too short.' } });
    const refused = w.store.events.findLast(({ type }) => type === 'change.refused');
    const rejected = w.store.events.findLast(({ type }) => type === 'approval.rejected');
    expect(refused).toMatchObject({ by: 'system', causedBy: rejected?.id });
    const edited = await w.do('changes.edit', id, { fields: { plan: 'Longer.' } }, w.dana);
    expect(edited.fields['plan']).toBe('Longer.');
    expect(await w.refused('changes.edit', id, { fields: { type: 'emergency' } }, w.dana)).toEqual(['change.typeStays']);
  });

  test('[DA4.4] a request that nobody decides expires with the window, and the change comes back', async () => {
    const { id } = await w.inState('authorize');
    w.pass(8 * 60);
    expect(await w.passDeadlines()).toBe(1);
    expect(await states(id)).toEqual(['expired']);
    expect(await w.get(id)).toMatchObject({ state: 'draft', fields: { refusal: 'Nobody decided in time.' } });
  });

  test('a hold suspends the request and its deadline; release brings the same people back', async () => {
    const { id } = await w.inState('authorize');
    await w.do('changes.hold', id, { reason: 'Month end.' }, w.mona);
    expect((await w.request(id)).fields).toMatchObject({ suspended: true });
    expect((await w.request(id)).fields['waitingOn']).toBeUndefined();
    expect(await w.refused('changes.edit', id, { fields: { plan: 'x' } }, w.dana)).toEqual(['change.held']);
    w.pass(24 * 60);
    expect(await w.passDeadlines()).toBe(0);
    await w.do('changes.release', id, {}, w.mona);
    expect((await w.request(id)).fields).toMatchObject({ waitingOn: [w.erik.personId], expiresAt: '2026-11-03T17:00:00.000Z' });
  });

  test('a cancelled change withdraws its request and skips its steps', async () => {
    const { id } = await w.inState('authorize');
    await w.do('changes.cancel', id, { reason: 'Not needed.' }, w.dana);
    expect(await states(id)).toEqual(['withdrawn']);
    expect((await w.steps(id)).map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped', 'skipped', 'skipped']);
  });

  test('a change that is sent back withdraws what was approved', async () => {
    const { id } = await w.inState('scheduled');
    await w.do('changes.sendBack', id, { reason: 'Once more.' }, w.dana);
    expect(await states(id)).toEqual(['withdrawn']);
  });

  test('an emergency authorization lapses, and rests while the change is on hold', async () => {
    const { id } = await w.inState('scheduled', { type: 'emergency' });
    await w.do('changes.hold', id, { reason: 'Wait.' }, w.mona);
    w.pass(100 * 60);
    expect(await w.passDeadlines()).toBe(0);
    await w.do('changes.release', id, {}, w.mona);
    w.pass(72 * 60);
    expect(await w.passDeadlines()).toBe(1);
    expect(await w.get(id)).toMatchObject({ state: 'draft' });
    expect(await states(id)).toEqual(['withdrawn']);
  });
});

describe('four eyes', () => {
  test('whoever approved cannot be assigned, neither the change nor a step', async () => {
    const { id } = await w.inState('authorize');
    await w.approve(id, w.erik);
    expect(await w.refused('changes.edit', id, { fields: { assignee: w.erik.personId } }, w.mona)).toEqual(['change.fourEyes']);
    const [first] = await w.steps(id);
    expect(await w.refused('tasks.edit', first?.id ?? '', { fields: { assignee: w.erik.personId } }, w.mona)).toEqual(['task.fourEyes']);
  });

  test('whoever is given a step while approval is asked cannot approve any more, and is not waited for', async () => {
    const { id } = await w.inState('authorize');
    await w.approve(id, w.erik);
    const [, copy] = await w.steps(id);
    const deputy = await w.make('person', { name: 'Rita', active: true, roles: w.mona.roleIds });
    expect((await w.request(id)).fields['waitingOn']).toEqual([w.mona.personId, deputy.id]);
    await w.do('tasks.edit', copy?.id ?? '', { fields: { assignee: w.mona.personId } }, w.mona);
    const request = await w.request(id);
    expect(request.fields['waitingOn']).toEqual([deputy.id]);
    expect(await w.refused('approvals.approve', request.id, {}, w.mona, { seen: await w.seen(id) })).toContain('approval.isNoParty');
  });
});

describe('the content that was approved', () => {
  test('includes the steps: a new one asks again', async () => {
    const { id } = await w.inState('scheduled');
    await w.make('task', { change: id, phase: 'implement', title: 'And one more thing', order: 9 }, w.dana);
    expect(await w.get(id)).toMatchObject({ state: 'authorize' });
    expect(await states(id)).toEqual(['superseded', 'requested']);
    expect((await w.request(id)).fields['round']).toBe(2);
  });

  test('does not include when a step is planned or who does it', async () => {
    const { id } = await w.inState('scheduled');
    const [first] = await w.steps(id);
    await w.do('tasks.edit', first?.id ?? '', { fields: { minutes: 20, assignee: w.dana.personId } }, w.dana);
    expect(await states(id)).toEqual(['approved']);
  });

  test('has to stay complete: the rollback plan cannot be taken out of it', async () => {
    const { id } = await w.inState('scheduled');
    expect(await w.refused('changes.edit', id, { fields: { rollbackPlan: null } }, w.dana)).toEqual(['change.hasRollbackPlan']);
  });

  test('a material edit always supersedes, any other never does', async () => {
    const value: { readonly [field: string]: fc.Arbitrary<string> } = {
      title: fc.constantFrom('Move billing to the new database', 'Another title'),
      plan: fc.constantFrom('Copy, switch, check.', 'Switch, copy.'),
      reason: fc.constantFrom('The old one runs out of space.', 'Why not.'),
      windowEnd: fc.constantFrom('2026-11-02T17:00:00.000Z', '2026-11-02T20:00:00.000Z'),
      impact: fc.constantFrom('3', '5'),
      category: fc.constantFrom('database', 'network'),
    };
    const edits = fc.dictionary(fc.constantFrom(...Object.keys(value)), fc.nat(1), { minKeys: 1, maxKeys: 3 });
    const fieldsOf = (picked: { readonly [field: string]: number }): fc.Arbitrary<JsonObject> =>
      fc.record(Object.fromEntries(Object.keys(picked).map((name) => [name, value[name] ?? fc.constant('')])));
    const scenes = fc.record({
      state: fc.constantFrom('authorize', 'scheduled'),
      approvals: fc.nat(1),
      fields: edits.chain(fieldsOf),
    });
    await fc.assert(
      fc.asyncProperty(scenes, async ({ state, approvals, fields }) => {
        w = await changeWorld();
        const { id } = await w.inState(state === 'authorize' ? 'authorize' : 'scheduled');
        if (state === 'authorize' && approvals === 1) await w.approve(id, w.erik);
        const before = await w.get(id);
        const [asked] = await w.store.related('approval', 'subject', id);
        const after = await w.do('changes.edit', id, { fields }, w.dana);

        const isMaterial = Object.keys(fields).some(
          (name) => change.fields[name as 'plan'].material && before.fields[name] !== fields[name],
        );
        const all = await w.store.related('approval', 'subject', id);
        const [first, second] = [all.find((one) => one.id === asked?.id), all.find((one) => one.id !== asked?.id)];
        const digest = await w.seen(id);
        expect(first?.state).toBe(isMaterial ? 'superseded' : asked?.state);
        expect(after.state).toBe(isMaterial ? 'authorize' : state);
        expect(second ? [second.state, second.fields['digest'], votesOf(second)] : []).toEqual(isMaterial ? ['requested', digest, {}] : []);
        expect(
          all.filter((one: RecordOf) => ['requested', 'approved'].includes(one.state ?? '') && one.fields['digest'] !== digest),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
