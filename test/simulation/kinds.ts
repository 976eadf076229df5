import { setup } from 'xstate';
import { approvals, approvalRequest } from '#shared/capabilities/approvals/index.ts';
import { identity } from '#shared/capabilities/identity/index.ts';
import { createRegistry, defineCapability, type Reaction } from '#shared/model/capability.ts';
import { defineRecord, digestOfFields, materialNames } from '#shared/model/definition.ts';
import { flag, ref, text } from '#shared/model/field.ts';
import { type BaseFacts, defineLifecycle, guardTable, waysOver } from '#shared/model/lifecycle.ts';
import { anyone, created, granted, nobody, or } from '#shared/model/permission.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';

/**
 * The small world of the simulation: people, teams, roles, delegations and approvals as the product has them, notes that can be restricted
 * to a team with remarks below them, and proposals that are agreed by approval of what they say.
 */
const writes = granted('changes.request', 'the right to write');

const note = defineRecord({
  kind: 'note',
  prefix: 'nte',
  plural: 'notes',
  numbering: 'NTE',
  label: 'title',
  wording: { one: 'Note', many: 'Notes' },
  columns: ['title'],
  permissions: { read: anyone, create: writes, edit: writes },
  visibility: { field: 'team' },
  fields: {
    title: text({ label: 'Title', required: true, head: true }),
    body: text({ label: 'Body' }),
    secret: text({ label: 'Secret', classification: 'secret' }),
    team: ref('team', { label: 'Only for', head: true }),
  },
});

const remark = defineRecord({
  kind: 'remark',
  prefix: 'rem',
  plural: 'remarks',
  label: 'text',
  wording: { one: 'Remark', many: 'Remarks' },
  columns: ['text'],
  permissions: { read: anyone, create: anyone, edit: writes },
  visibility: { through: 'note' },
  fields: {
    text: text({ label: 'Text', required: true, head: true }),
    note: ref('note', { label: 'Note', required: true, head: true }),
  },
});

const guards = guardTable<BaseFacts>()({});
const way = waysOver(guards);

const proposalLifecycle = defineLifecycle<BaseFacts>({
  version: 1,
  guards,
  machine: setup({ types: { context: {} as BaseFacts, input: {} as BaseFacts, events: {} as { type: string } } }).createMachine({
    id: 'proposal',
    context: ({ input }) => input,
    initial: 'draft',
    states: {
      draft: {
        meta: { label: 'Draft' },
        description: 'Being written.',
        on: {
          ask: [way({ target: 'asked', description: 'Ask for agreement.' })],
          drop: [way({ target: 'dropped', description: 'Give it up.' })],
        },
      },
      asked: {
        meta: { label: 'Asked' },
        description: 'Waits for agreement.',
        on: {
          agree: [way({ target: 'agreed', description: 'Everyone who was asked agrees.' })],
          comeBack: [way({ target: 'draft', description: 'Somebody said no.' })],
          drop: [way({ target: 'dropped', description: 'Give it up.' })],
        },
      },
      agreed: {
        meta: { label: 'Agreed' },
        description: 'Agreed as it is.',
        on: { askAgain: [way({ target: 'asked', description: 'It says something else now.' })] },
      },
      dropped: { type: 'final', meta: { label: 'Dropped' }, description: 'Given up.' },
    },
  }),
  events: {
    ask: { label: 'Ask', past: 'asked', permission: created },
    drop: { label: 'Drop', past: 'dropped', permission: created },
    agree: { label: 'Agree', past: 'agreed', permission: nobody },
    comeBack: { label: 'Come back', past: 'cameBack', permission: nobody },
    askAgain: { label: 'Ask again', past: 'askedAgain', permission: nobody },
  },
});

const proposal = defineRecord({
  kind: 'proposal',
  prefix: 'prp',
  plural: 'proposals',
  numbering: 'PRP',
  label: 'title',
  wording: { one: 'Proposal', many: 'Proposals' },
  columns: ['title'],
  permissions: { read: anyone, create: writes, edit: or(writes, created), comment: anyone },
  fields: {
    title: text({ label: 'Title', required: true, head: true, material: true }),
    plan: text({ label: 'Plan', material: true }),
    both: flag({ label: 'Both must agree', material: true }),
    remark: text({ label: 'Remark' }),
    first: ref('person', { label: 'First to agree', required: true, head: true }),
    second: ref('person', { label: 'Second to agree', required: true, head: true }),
  },
  lifecycle: proposalLifecycle,
});

const live = async (reader: Reader, subject: string): Promise<RecordOf[]> =>
  (await reader.related('approval', 'subject', subject)).filter(({ state }) => state === 'requested' || state === 'approved');

const request = async (subject: RecordOf, reader: Reader, newId: Parameters<typeof approvalRequest>[2]) =>
  approvalRequest(
    {
      definition: proposal,
      subject,
      steps: [
        {
          name: 'Agree',
          because: 'They answer for it.',
          seats: [seat('first', textIn(subject.fields['first'])), seat('second', textIn(subject.fields['second']))],
          quorum: subject.fields['both'] === true ? { kind: 'all', value: 0 } : { kind: 'first', value: 0 },
        },
      ],
      parties: [subject.createdBy],
      requestedBy: subject.createdBy,
      round: 1,
    },
    reader,
    newId,
  );
const seat = (id: string, person: string) => ({ id, kind: 'person' as const, ref: person, label: id, mandatory: false });

const reactions: readonly Reaction[] = [
  {
    on: ['proposal.asked', 'proposal.askedAgain'],
    because: 'Who is asked decides.',
    then: async ({ record, reader, newId }) => [await request(record, reader, newId)],
  },
  {
    on: ['proposal.edited'],
    because: 'An approval counts for what was seen.',
    then: async ({ record, reader, newId }) => {
      if (record.state !== 'asked' && record.state !== 'agreed') return [];
      const digest = digestOfFields(record, materialNames(proposal));
      const stale = (await live(reader, record.id)).filter(({ fields }) => fields['digest'] !== digest);
      if (stale.length === 0) return [];
      return [
        ...stale.map(({ id }) => ({ name: 'approvals.supersede', recordId: id, input: {} })),
        record.state === 'agreed' ? { name: 'proposals.askAgain', recordId: record.id, input: {} } : await request(record, reader, newId),
      ];
    },
  },
  {
    on: ['proposal.dropped'],
    because: 'Nobody is asked about what was given up.',
    then: async ({ record, reader }) =>
      (await live(reader, record.id)).map(({ id }) => ({ name: 'approvals.withdraw', recordId: id, input: {} })),
  },
  {
    on: ['approval.approved', 'approval.rejected'],
    because: 'What was decided moves the proposal.',
    then: async ({ event, record, reader }) => {
      const subject = await reader.get(textIn(record.fields['subject']));
      if (subject?.state !== 'asked' || (event.type === 'approval.approved' && record.state !== 'approved')) return [];
      return [{ name: event.type === 'approval.approved' ? 'proposals.agree' : 'proposals.comeBack', recordId: subject.id, input: {} }];
    },
  },
];

export const registry = createRegistry([
  defineCapability({ name: 'small', records: [note, remark, proposal], reactions }),
  approvals,
  identity,
]);
export const MATERIAL = materialNames(proposal);
