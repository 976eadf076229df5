import type { Id } from '#shared/kernel/id.ts';
import { sameJson } from '#shared/kernel/difference.ts';
import { digestOfFields } from '#shared/model/definition.ts';
import type { Reaction, ReactionContext } from '#shared/model/capability.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Draft, RecordOf } from '#shared/model/record.ts';
import { textIn, textsIn } from '#shared/model/values.ts';
import { isId } from '#shared/kernel/id.ts';
import { approvalRequest } from '#shared/capabilities/approvals/index.ts';
import { liveApprovals, partiesOf } from './change-facts.ts';
import { changeFields, MATERIAL_FIELDS } from './change.schema.ts';
import { routeOf } from './route.ts';
import { windowOf } from './window.rules.ts';

const DAYS_TO_DECIDE = 3;
const definition = { kind: 'change', label: 'title', fields: changeFields };
const approvalsOf = (reader: Reader, id: Id): Promise<RecordOf[]> => reader.related('approval', 'subject', id);
const toEach = (approvals: readonly RecordOf[], verb: string, input: Draft['input'] = {}): Draft[] =>
  approvals.map((approval) => ({ name: `approvals.${verb}`, recordId: approval.id, input }));

/** The command that asks for the approvals which the routing table names, for the change as it is now. */
async function request(change: RecordOf, { reader, now, newId }: ReactionContext): Promise<Draft> {
  const [tasks, systems, earlier] = await Promise.all([
    reader.related('task', 'change', change.id),
    reader.many(textsIn(change.fields['systems'])),
    approvalsOf(reader, change.id),
  ]);
  const parties = partiesOf(change, tasks);
  const { steps } = await routeOf({ fields: change.fields, systems, parties }, reader);
  const wanted = Date.parse(now) + DAYS_TO_DECIDE * 86_400_000;
  const span = windowOf(change.fields);
  return approvalRequest(
    {
      definition,
      subject: change,
      steps,
      parties,
      requestedBy: textIn(change.fields['requester']) || change.createdBy,
      round: Math.max(0, ...earlier.map((approval) => Number(approval.fields['round'] ?? 0))) + 1,
      dueAt: new Date(span && span.start > Date.parse(now) ? Math.min(wanted, span.start) : wanted).toISOString(),
      expiresAt: span ? new Date(span.end).toISOString() : undefined,
    },
    reader,
    newId,
  );
}

const ask: Reaction = {
  on: ['change.approvalRequested', 'change.submitted', 'change.reauthorized'],
  because: 'A change that comes to be authorized asks for the approvals that the routing table names.',
  then: async (context) => (context.record.state === 'authorize' ? [await request(context.record, context)] : []),
};

const supersede: Reaction = {
  on: ['change.edited', 'change.imported'],
  because: 'An approval counts for the content that was seen. When that changes, it is superseded and asked for again.',
  then: async (context) => {
    const { record, reader } = context;
    if (record.state !== 'authorize' && record.state !== 'scheduled') return [];
    const digest = digestOfFields(record, MATERIAL_FIELDS);
    const stale = liveApprovals(await approvalsOf(reader, record.id)).filter((approval) => approval.fields['digest'] !== digest);
    if (stale.length === 0) return [];
    return [
      ...toEach(stale, 'supersede', { reason: 'The content changed.' }),
      record.state === 'scheduled' ? { name: 'changes.reauthorize', recordId: record.id, input: {} } : await request(record, context),
    ];
  },
};

const comeBack: Reaction = {
  on: ['approval.rejected', 'approval.expired'],
  because: 'What is rejected, or not decided in time, goes back to its draft with the reason.',
  then: async ({ record, reader }) => {
    if (record.fields['subjectKind'] !== 'change') return [];
    const change = await reader.get(textIn(record.fields['subject']));
    const reason = textIn(record.fields['reason']);
    return change?.state === 'authorize' ? [{ name: 'changes.refuse', recordId: change.id, input: { reason } }] : [];
  },
};

const rest: Reaction = {
  on: ['change.held', 'change.released'],
  because: 'While a change is on hold nobody is asked about it; on release the same people are asked again.',
  then: async ({ event, record, reader }) => {
    const open = (await approvalsOf(reader, record.id)).filter((approval) => approval.state === 'requested');
    return toEach(open, event.type === 'change.held' ? 'suspend' : 'resume');
  },
};

const withdraw: Reaction = {
  on: ['change.canceled', 'change.sentBack', 'change.refused', 'change.lapsed'],
  because: 'A change that is given up or goes back to its draft needs no approval any more.',
  then: async ({ event, record, reader }) => {
    const live = liveApprovals(await approvalsOf(reader, record.id));
    return toEach(live, 'withdraw', {
      reason: event.type === 'change.canceled' ? 'The change was canceled.' : 'The change went back to its draft.',
    });
  },
};

const followParties: Reaction = {
  on: ['change.edited', 'change.imported', 'task.created', 'task.edited', 'task.archived', 'task.restored'],
  because: 'Who raises a change or carries it out does not decide on it, also when that changes while approval is asked.',
  then: async ({ record, reader }) => {
    const change = record.kind === 'change' ? record : await reader.get(textIn(record.fields['change']));
    if (!change) return [];
    const [tasks, approvals] = await Promise.all([reader.related('task', 'change', change.id), approvalsOf(reader, change.id)]);
    const parties = partiesOf(change, tasks).filter(isId);
    return approvals
      .filter((approval) => approval.state === 'requested' && !sameJson(approval.fields['parties'] ?? [], parties))
      .map((approval) => ({ name: 'approvals.edit', recordId: approval.id, input: { fields: { parties } } }));
  },
};

/** How changes and their approvals move each other. Each rule runs in the same decision as what it follows from. */
export const approvalReactions: readonly Reaction[] = [ask, supersede, followParties, comeBack, rest, withdraw];
