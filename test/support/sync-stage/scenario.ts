import { refusal, refusalLines } from '#shared/kernel/refusal.ts';
import { digestOfFields } from '#shared/model/definition.ts';
import { fold } from '#shared/model/evolve.ts';
import type { Command, Draft, RecordOf } from '#shared/model/record.ts';
import { textIn, textsIn } from '#shared/model/values.ts';
import type { Attention } from '#shared/sync/replica.ts';
import type { Queued } from '#renderer/store/sync/sync.ts';
import type { Workspace } from '#renderer/store/workspace.ts';

/** What one person's device has on its way and what came back refused, made of the sample's own records. */
export async function scenario(workspace: Workspace): Promise<{ queue: Queued[]; attention: Attention[] }> {
  const { reader, actor } = workspace;
  const me = actor?.personId ?? '';
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const records = async (kind: string, state?: string): Promise<RecordOf[]> => {
    const where = state === undefined ? [] : [{ column: 'state', op: 'is' as const, value: state }];
    const { heads } = await workspace.page({ kind, where, sort: [{ column: 'number' }], limit: 50 });
    return reader.many(heads.map(({ id }) => id));
  };
  let seq = 2000;
  const give = async (draft: Draft, status: Queued['status'] = 'waiting'): Promise<Queued> => {
    const done = await workspace.dispatch(draft);
    if (!done.ok) throw new Error(refusalLines(done.error).join('\n'));
    return { seq: ++seq, command: done.value.command, by: me, events: done.value.events, expected: null, status };
  };
  const command = (draft: Draft, minutes: number): Command => ({
    ...draft,
    id: workspace.newId('cmd'),
    at: ago(minutes),
    time: `${ago(minutes)}-0000-stage` as Command['time'],
  });
  const first = <T>(all: readonly T[], what: string): T => {
    const [one] = all;
    if (one === undefined) throw new Error(`The sample has no ${what}`);
    return one;
  };

  const draftChange = first(await records('change', 'draft'), 'change in draft');
  const incident = first(await records('incident'), 'incident');
  const system = first(await records('system'), 'system');
  const asked = await records('approval', 'requested');
  const mine = first(
    asked.filter((one) => Array.isArray(one.fields['waitingOn']) && one.fields['waitingOn'].includes(me)),
    'approval that waits for the person',
  );
  const subject = (await reader.get(textIn(mine.fields['subject']))) ?? draftChange;
  const newId = workspace.newId('chg');
  const queue = [
    await give({ name: 'incidents.comment', recordId: incident.id, input: { text: 'Seen on the second node too.' } }, 'answered'),
    await give({
      name: 'approvals.approve',
      recordId: mine.id,
      input: { comment: 'Fine for Thursday.' },
      seen: textIn(mine.fields['digest']),
    }),
    await give({
      name: 'changes.create',
      recordId: newId,
      input: { fields: { title: 'Renew the broker certificates', type: 'normal', category: 'security' } },
    }),
  ];
  queue.push({
    ...(await give({ name: 'changes.edit', recordId: newId, input: { fields: { reason: 'They end in nine days.' } } })),
    expected: refusal('change.edit.refused', 'The change cannot be edited like this.', [
      { code: 'permission.missing', message: 'It needs the right to edit changes.', help: 'Ask an administrator.' },
    ]),
  });

  const edited = await reader.history(subject.id);
  const before = fold(edited.slice(0, -1)) ?? subject;
  const older = (await records('approval')).filter((one) => one.state === 'superseded' || one.state === 'rejected');
  const changedSince = await Promise.all(
    older.map(async (one) => {
      const about = await reader.get(textIn(one.fields['subject']));
      return about && digestOfFields(about, textsIn(one.fields['content'])) !== one.fields['digest'] ? [one] : [];
    }),
  );
  const stale = first(changedSince.flat(), 'approval of content that has changed since');
  const decision = command(
    {
      name: 'approvals.approve',
      recordId: stale.id,
      input: { comment: 'Fine for Thursday evening, after the call centre closes.' },
      seen: textIn(stale.fields['digest']),
    },
    90,
  );
  const refusedEdit = command(
    {
      name: 'changes.edit',
      recordId: subject.id,
      input: {
        fields: { title: `${subject.fields['title'] as string} (twice)`, rollbackPlan: 'Switch the alias back, 4 minutes a node.' },
      },
      baseVersion: before.version,
    },
    120,
  );
  const refusedCreate = command(
    { name: 'incidents.create', recordId: workspace.newId('inc'), input: { fields: { title: 'Badge readers at the north door' } } },
    30,
  );
  const pending = (one: Command) => ({ seq: ++seq, command: one, by: me, events: [], expected: null });
  const person = first(
    (await records('person')).filter(({ id }) => (id as string) !== me),
    'other person',
  );
  const attention: Attention[] = [
    {
      id: decision.id,
      recordId: stale.id,
      at: ago(24),
      type: 'refused',
      pending: pending(decision),
      refusal: refusal('approval.approve.refused', '“Approve” is not possible for this request.', [
        { code: 'approval.sawThis', message: 'The content changed after you saw it.', help: 'Read it again, then decide.' },
        { code: 'lifecycle.notFromHere', message: '“Approve” does not lead on from “Superseded”.' },
      ]),
      then: stale,
      now: { ...stale, state: 'superseded' },
    },
    {
      id: refusedEdit.id,
      recordId: subject.id,
      at: ago(25),
      type: 'refused',
      pending: pending(refusedEdit),
      refusal: refusal('change.edit.refused', 'The change cannot be edited like this.', [
        {
          code: 'change.contentFixed',
          message: 'Title and Rollback are being approved and cannot be changed now.',
          field: 'rollbackPlan',
          help: 'Take the change back to its draft first.',
        },
      ]),
      then: before,
      now: subject,
    },
    {
      id: refusedCreate.id,
      recordId: refusedCreate.recordId,
      at: ago(12),
      type: 'refused',
      pending: pending(refusedCreate),
      refusal: refusal('incident.create.refused', 'The incident cannot be created like this.', [
        { code: 'field.required', message: 'Affected system is needed.', field: 'system' },
      ]),
      then: null,
      now: null,
    },
    {
      id: workspace.newId('evt'),
      recordId: system.id,
      at: ago(8),
      type: 'conflict',
      by: me,
      otherBy: person.id,
      conflicts: [
        {
          field: 'name',
          base: 'Payments',
          given: system.fields['name'] ?? null,
          other: 'Payments Gateway (north)',
          otherTime: `${ago(20)}-0000-other` as Command['time'],
          kept: 'given',
        },
        {
          field: 'vendor',
          base: null,
          given: 'Ledgerworks',
          other: 'Ledgerworks plc',
          otherTime: `${ago(5)}-0000-other` as Command['time'],
          kept: 'other',
        },
      ],
    },
  ];
  return { queue, attention };
}
