import { expect, test } from 'vitest';
import { changeWorld } from './change-world.ts';

test('a change is raised, refused with every reason, completed, rejected, approved, carried out, rolled back and closed', async () => {
  const w = await changeWorld();
  const raised = await w.make('change', { title: 'Move billing', type: 'normal' }, w.dana);
  expect(raised.fields['requester']).toBe(w.dana.personId);
  const refused = await w.try('changes.submit', raised.id, {}, w.dana);
  expect(!refused.ok && refused.error.unmet.map((unmet) => unmet.message)).toMatchInlineSnapshot(`
    [
      "The reason is missing.",
      "The plan is missing.",
      "The test plan is missing.",
      "The rollback plan is missing.",
      "No affected system is named.",
      "The impact is not judged.",
      "The likelihood of failure is not judged.",
      "The start of the window is missing.",
      "The end of the window is missing.",
      "Nobody is assigned.",
      "There is no step to implement.",
      "There is no step to roll back, and the risk is not low.",
    ]
  `);

  const { id } = await w.draft();
  expect(await w.do('changes.submit', id, {}, w.dana)).toMatchObject({ state: 'assess', fields: { risk: 9, riskLevel: 'medium' } });
  await w.do('changes.requestApproval', id, {}, w.dana);
  const first = await w.request(id);
  expect(first.fields['waitingOn']).toEqual([w.erik.personId]);
  expect(await w.refused('approvals.approve', first.id, {}, w.dana, { seen: await w.seen(id) })).toEqual(['approval.isNoParty']);
  await w.approve(id, w.erik);

  await w.do('changes.edit', id, { fields: { plan: 'Copy, compare, switch, check.' } }, w.dana);
  expect((await w.get(first.id)).state).toBe('superseded');
  const second = await w.request(id);
  expect(second.fields).toMatchObject({ round: 2, step: 0, waitingOn: [w.erik.personId] });
  await w.approve(id, w.erik);
  await w.do('approvals.reject', second.id, { comment: 'Say who is called if it fails.' }, w.mona, { seen: await w.seen(id) });
  expect(await w.get(id)).toMatchObject({ state: 'draft', fields: { refusal: 'Say who is called if it fails.' } });

  await w.do('changes.edit', id, { fields: { rollbackPlan: 'Switch back, call Erik.' } }, w.dana);
  await w.do('changes.submit', id, {}, w.dana);
  await w.do('changes.requestApproval', id, {}, w.dana);
  expect(await w.refused('changes.schedule', id, {}, w.dana)).toEqual(['change.isApproved']);
  await w.approveAll(id);
  await w.do('changes.schedule', id, {}, w.dana);
  expect(await w.refused('changes.start', id, {}, w.dana)).toEqual(['change.isPrepared']);
  const [backUp, copy, switchOver, compare, back] = await w.steps(id);
  await w.do('tasks.finish', backUp?.id ?? '', {}, w.dana);
  await w.do('changes.start', id, {}, w.dana);
  expect(await w.refused('tasks.finish', switchOver?.id ?? '', {}, w.dana)).toEqual(['task.isNext']);
  expect(await w.refused('tasks.finish', back?.id ?? '', {}, w.dana)).toEqual(['task.isRollingBack']);
  await w.do('tasks.finish', copy?.id ?? '', {}, w.dana);
  await w.do('tasks.fail', switchOver?.id ?? '', { reason: 'It timed out.' }, w.dana);
  expect(await w.refused('changes.complete', id, {}, w.dana)).toEqual(['change.nothingFailed', 'change.stepsSettled']);
  expect(await w.refused('changes.rollBack', id, { reason: 'Time out' }, w.dana)).toEqual(['change.rolledBack']);
  await w.do('tasks.finish', back?.id ?? '', {}, w.dana);
  await w.do('changes.rollBack', id, { reason: 'Time out' }, w.dana);
  expect((await w.get(compare?.id ?? '')).state).toBe('skipped');
  const closed = await w.do('changes.close', id, { notes: 'Try again with a larger batch.' }, w.dana);
  expect(closed).toMatchObject({ state: 'closed', fields: { outcome: 'rolledBack' } });
  expect(await w.store.history(id)).toHaveLength(closed.version);
});
