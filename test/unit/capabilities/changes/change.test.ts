import { beforeEach, describe, expect, test } from 'vitest';
import { admin, changeWorld, type ChangeWorld } from './change-world.ts';

let w: ChangeWorld;
beforeEach(async () => {
  w = await changeWorld();
});

describe('a draft', () => {
  test('[DA4.6] a change without a rollback plan is refused, and the field is named', async () => {
    const { id } = await w.draft({ rollbackPlan: null });
    const refused = await w.try('changes.submit', id, {}, w.dana);
    expect(!refused.ok && refused.error.unmet).toMatchObject([{ code: 'change.hasRollbackPlan', field: 'rollbackPlan' }]);
  });

  test('[CM2.3] can be raised by those who have the right, and is theirs', async () => {
    expect(await w.refused('changes.create', w.newId('chg'), { fields: w.complete() }, w.outsider)).toEqual(['permission.missing']);
    const { id } = await w.draft();
    expect(await w.refused('changes.edit', id, { fields: { title: 'x' } }, w.outsider)).toContain('permission.missing');
    expect(await w.refused('changes.submit', id, {}, w.outsider)).toContain('permission.missing');
  });

  test('keeps its risk up to date by itself', async () => {
    const made = await w.draft();
    expect(made.fields).toMatchObject({ risk: 9, riskLevel: 'medium' });
    expect((await w.do('changes.edit', made.id, { fields: { impact: '5' } }, w.dana)).fields).toMatchObject({
      risk: 15,
      riskLevel: 'high',
    });
    const cleared = await w.do('changes.edit', made.id, { fields: { impact: null } }, w.dana);
    expect([cleared.fields['risk'], cleared.fields['riskLevel']]).toEqual([undefined, undefined]);
    expect(await w.refused('changes.edit', made.id, { fields: { risk: 1 } }, w.dana)).toEqual(['field.derived']);
  });

  test('puts a step that is added without a place last in its phase', async () => {
    const { id } = await w.draft();
    const added = async (phase: string) => (await w.make('task', { change: id, phase, title: 'One more' }, w.dana)).fields['order'];
    expect([await added('implement'), await added('implement'), await added('checklist')]).toEqual([4, 5, 1]);
  });

  test('can be of another requester than the one who types it in', async () => {
    const made = await w.make('change', w.complete({ requester: w.erik.personId }), w.mona);
    expect(made.fields['requester']).toBe(w.erik.personId);
  });
});

describe('what may be edited', () => {
  test.each([
    ['draft', 'plan', []],
    ['assess', 'plan', []],
    ['assess', 'type', ['change.fixed']],
    ['authorize', 'title', []],
    ['scheduled', 'template', ['change.fixed']],
    ['implement', 'plan', ['change.begun']],
    ['implement', 'category', []],
    ['review', 'plan', ['change.begun']],
    ['review', 'category', []],
  ] as const)('in %s: %s %j', async (state, field, expected) => {
    const { id } = state === 'draft' ? await w.draft() : await w.inState(state);
    const template = await w.make('changeTemplate', { title: 'T' });
    const value = { plan: 'Other.', type: 'emergency', title: 'Other', template: template.id, category: 'network' }[field];
    const result = await w.try('changes.edit', id, { fields: { [field]: value } }, w.dana);
    expect(result.ok ? [] : result.error.unmet.map(({ code }) => code)).toEqual(expected);
  });

  test('nothing, once it is over', async () => {
    const { id } = await w.inState('review');
    await w.do('changes.close', id, { outcome: 'successful', notes: 'Went well.' }, w.dana);
    expect(await w.refused('changes.edit', id, { fields: { category: 'network' } }, w.dana)).toEqual(['change.over']);
    await w.do('changes.comment', id, { text: 'Thanks.' }, w.erik);
    await w.do('changes.archive', id, {}, w.dana);
  });

  test('an open change is not archived; a draft that nobody was asked about is', async () => {
    const draft = await w.draft();
    expect((await w.do('changes.archive', draft.id, {}, w.dana)).archivedAt).toBe(w.now());
    const { id } = await w.inState('authorize');
    expect(await w.refused('changes.archive', id, {}, w.dana)).toEqual(['change.open']);
  });
});

describe('carrying it out', () => {
  test('waits for the window, and says when it opens', async () => {
    const opens = new Date(Date.parse(w.now()) + 3_600_000).toISOString();
    const { id } = await w.draft({ windowStart: opens });
    await w.do('changes.submit', id, {}, w.dana);
    await w.do('changes.requestApproval', id, {}, w.mona);
    await w.approveAll(id);
    await w.do('changes.schedule', id, {}, w.dana);
    const [backUp] = await w.steps(id);
    await w.do('tasks.finish', backUp?.id ?? '', {}, w.dana);
    const early = await w.try('changes.start', id, {}, w.dana);
    expect(!early.ok && early.error.unmet).toMatchObject([
      { code: 'change.windowOpen', help: 'It opens Mon 2 Nov 10:00 UTC and closes Mon 2 Nov 17:00 UTC.' },
    ]);
    w.setNow(opens);
    expect((await w.do('changes.start', id, {}, w.dana)).state).toBe('implement');
  });

  test('is for the assignee and for those who may implement', async () => {
    const { id } = await w.inState('scheduled');
    const [backUp] = await w.steps(id);
    await w.do('tasks.finish', backUp?.id ?? '', {}, w.dana);
    expect(await w.refused('changes.start', id, {}, w.mona)).toEqual(['permission.missing']);
    expect(await w.refused('tasks.finish', backUp?.id ?? '', {}, w.outsider)).toContain('lifecycle.notFromHere');
  });

  test('goes on after a step that failed was repeated', async () => {
    const { id } = await w.inState('implement');
    const [, copy, , , back] = await w.steps(id);
    await w.do('tasks.fail', copy?.id ?? '', { reason: 'Disk full.' }, w.dana);
    expect((await w.options(back?.id ?? '', w.dana)).find(({ verb }) => verb === 'finish')?.allowed).toBe(true);
    await w.do('tasks.retry', copy?.id ?? '', {}, w.dana);
    expect(await w.refused('tasks.finish', back?.id ?? '', {}, w.dana)).toEqual(['task.isRollingBack']);
    await w.do('tasks.finish', copy?.id ?? '', {}, w.dana);
  });

  test('beyond the point of no return leads forward only', async () => {
    const made = await w.draft();
    const [, copy, switchOver] = await w.steps(made.id);
    await w.do('tasks.edit', copy?.id ?? '', { fields: { isPointOfNoReturn: true } }, w.dana);
    await w.do('changes.submit', made.id, {}, w.dana);
    await w.do('changes.requestApproval', made.id, {}, w.mona);
    await w.approveAll(made.id);
    await w.do('changes.schedule', made.id, {}, w.dana);
    const [backUp, , , compare, back] = await w.steps(made.id);
    await w.do('tasks.finish', backUp?.id ?? '', {}, w.dana);
    await w.do('changes.start', made.id, {}, w.dana);
    await w.do('tasks.finish', copy?.id ?? '', {}, w.dana);
    await w.do('tasks.fail', switchOver?.id ?? '', { reason: 'No.' }, w.dana);
    expect(await w.refused('tasks.finish', back?.id ?? '', {}, w.dana)).toEqual(['task.canGoBack']);
    expect(await w.refused('changes.rollBack', made.id, { reason: 'x' }, w.dana)).toContain('change.beforeNoReturn');
    await w.do('tasks.skip', compare?.id ?? '', { reason: 'Nothing to compare.' }, w.dana);
    expect((await w.do('changes.complete', made.id, {}, w.dana)).state).toBe('review');
    expect((await w.do('changes.close', made.id, { outcome: 'unsuccessful', notes: 'Half way.' }, w.dana)).fields['outcome']).toBe(
      'unsuccessful',
    );
  });

  test('stands still on hold, step by step', async () => {
    const { id } = await w.inState('implement');
    const [, copy] = await w.steps(id);
    await w.do('changes.hold', id, { reason: 'Incident.' }, w.mona);
    expect(await w.refused('tasks.finish', copy?.id ?? '', {}, w.dana)).toEqual(['task.isNotOnHold']);
    expect(await w.refused('changes.complete', id, {}, w.dana)).toContain('change.isNotOnHold');
    await w.do('changes.release', id, {}, w.mona);
    await w.do('tasks.finish', copy?.id ?? '', {}, w.dana);
    expect(await w.refused('changes.cancel', id, { reason: 'x' }, w.dana)).toEqual(['change.nothingDone']);
  });

  test('its steps stand once the work has begun', async () => {
    const { id } = await w.inState('implement');
    const [, copy] = await w.steps(id);
    const fields = { change: id, phase: 'implement', title: 'One more' };
    expect(await w.refused('tasks.create', w.newId('tsk'), { fields }, w.dana)).toEqual(['task.begun']);
    expect(await w.refused('tasks.edit', copy?.id ?? '', { fields: { title: 'x' } }, w.dana)).toEqual(['task.begun']);
    expect(await w.refused('tasks.archive', copy?.id ?? '', {}, w.dana)).toEqual(['task.begun']);
    await w.do('tasks.edit', copy?.id ?? '', { fields: { minutes: 5 } }, w.dana);
  });

  test('is closed with an outcome and notes, and what nobody had to roll back is skipped', async () => {
    const { id } = await w.inState('review');
    expect((await w.steps(id)).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'skipped']);
    expect(await w.refused('changes.close', id, { notes: 'Fine.' }, w.dana)).toEqual(['change.hasOutcome']);
    expect(await w.refused('changes.close', id, { outcome: 'successful' }, w.dana)).toEqual(['field.required']);
    expect(await w.refused('changes.close', id, { outcome: 'rolledBack', notes: 'No.' }, w.dana)).toContain('field.invalid');
    expect(await w.refused('changes.cancel', id, { reason: 'x' }, w.dana)).toEqual(['lifecycle.notFromHere']);
    expect((await w.do('changes.close', id, { outcome: 'successful', notes: 'Fine.' }, w.dana)).state).toBe('closed');
  });
});

describe('a standard change', () => {
  const template = (more = {}) => ({
    title: 'Restart the web servers',
    reason: 'Monthly patches.',
    plan: 'One after the other.',
    testPlan: 'Open the page.',
    rollbackPlan: 'Boot the old image.',
    impact: '2',
    likelihood: '1',
    steps: [
      { title: 'Restart', phase: 'implement', instructions: 'One by one.' },
      { title: 'Look', phase: 'verify', instructions: null },
    ],
    ...more,
  });
  const scope = () => {
    const { systems, windowStart, windowEnd, assignee } = w.complete();
    return { title: 'Restart in November', type: 'standard', systems, windowStart, windowEnd, assignee } as ReturnType<typeof w.complete>;
  };

  test('[CM3.6] follows an approved template, and is scheduled without asking', async () => {
    const made = await w.make('changeTemplate', template(), w.mona);
    expect(await w.refused('changeTemplates.approve', made.id, {}, w.mona)).toEqual(['changeTemplate.isAnothers']);
    await w.do('changeTemplates.approve', made.id, {}, w.hans);
    const raised = await w.make('change', { ...scope(), template: made.id }, w.dana);
    expect(raised.fields).toMatchObject({ plan: 'One after the other.', reason: 'Monthly patches.', riskLevel: 'low' });
    expect((await w.steps(raised.id)).map(({ fields }) => fields['title'])).toEqual(['Restart', 'Look']);
    expect((await w.do('changes.submit', raised.id, {}, w.dana)).state).toBe('scheduled');
    expect(await w.refused('changes.edit', raised.id, { fields: { plan: 'All at once.' } }, w.dana)).toEqual(['change.standard']);
    expect((await w.do('changes.start', raised.id, {}, w.dana)).state).toBe('implement');
  });

  test('[CM3.6] is refused without a template, with one that is not approved, and with other plans', async () => {
    const none = await w.make('change', { ...scope(), plan: 'x', reason: 'x', rollbackPlan: 'x' }, w.dana);
    expect(await w.refused('changes.submit', none.id, {}, w.dana)).toContain('change.hasTemplate');
    const made = await w.make('changeTemplate', template(), w.mona);
    const raised = await w.make('change', { ...scope(), template: made.id }, w.dana);
    expect(await w.refused('changes.submit', raised.id, {}, w.dana)).toEqual(['change.templateIsApproved']);
    await w.do('changeTemplates.approve', made.id, {}, w.hans);
    await w.do('changes.edit', raised.id, { fields: { plan: 'All at once.' } }, w.dana);
    expect(await w.refused('changes.submit', raised.id, {}, w.dana)).toEqual(['change.followsTemplate']);
  });

  test('a template is complete, of low risk, and stays as it was approved', async () => {
    const risky = await w.make('changeTemplate', template({ likelihood: '5', testPlan: null }), w.mona);
    expect(await w.refused('changeTemplates.approve', risky.id, {}, w.hans)).toEqual([
      'changeTemplate.hasTestPlan',
      'changeTemplate.isLowRisk',
    ]);
    const made = await w.make('changeTemplate', template(), w.mona);
    await w.do('changeTemplates.approve', made.id, {}, w.hans);
    expect(await w.refused('changeTemplates.edit', made.id, { fields: { plan: 'x' } }, w.mona)).toEqual(['changeTemplate.fixed']);
    expect((await w.do('changeTemplates.retire', made.id, {}, w.hans)).state).toBe('retired');
  });
});

describe('import', () => {
  test('brings in what is over or not begun, never what would be approved', async () => {
    const fields = { title: 'CHG0000097', type: 'normal' };
    const done = await w.do(
      'changes.import',
      w.newId('chg'),
      { fields, state: 'closed', number: 'CHG0000097', externalId: 'snow:97' },
      admin,
    );
    expect(done).toMatchObject({ state: 'closed', number: 'CHG0000097' });
    expect(await w.refused('changes.import', w.newId('chg'), { fields, state: 'scheduled' }, admin)).toEqual(['import.state']);
  });
});
