import { type Id, isId } from '#shared/kernel/id.ts';
import { type AnyRecordDefinition, digestOfFields, labelOf, materialNames } from '#shared/model/definition.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Draft, RecordOf } from '#shared/model/record.ts';
import { seatedPeople } from './approval-facts.ts';
import { waitingOn } from './decision.rules.ts';
import type { Step } from './step.schema.ts';

/** What a capability says when it asks for the approval of one of its records. */
export interface ApprovalRequest {
  readonly definition: Pick<AnyRecordDefinition, 'kind' | 'label' | 'fields'>;
  readonly subject: RecordOf;
  readonly steps: readonly Step[];
  /** Those who may not decide. Ids that are no person's (the system's) are left out. */
  readonly parties: readonly string[];
  readonly requestedBy: string | undefined;
  readonly round: number;
  readonly dueAt?: string | undefined;
  readonly expiresAt?: string | undefined;
}

/** The command, for a reaction to give, that asks for approval of the record as it is now. Binds to all its material fields. */
export async function approvalRequest(asked: ApprovalRequest, reader: Reader, newId: (prefix: string) => Id): Promise<Draft> {
  const { definition, subject, steps } = asked;
  const content = materialNames(definition);
  const parties = [...new Set(asked.parties)].filter(isId);
  const { holders } = await seatedPeople(steps, reader);
  const fields = {
    title: [subject.number, labelOf(definition, subject)].filter(Boolean).join(' · '),
    subject: subject.id,
    subjectKind: definition.kind,
    steps: [...steps],
    step: 0,
    waitingOn: waitingOn({ steps, at: 0, votes: {}, holders, parties: new Set(parties) }) ?? [],
    digest: digestOfFields(subject, content),
    content,
    parties,
    round: asked.round,
    ...(isId(asked.requestedBy) ? { requestedBy: asked.requestedBy } : {}),
    ...(asked.dueAt === undefined ? {} : { dueAt: asked.dueAt }),
    ...(asked.expiresAt === undefined ? {} : { expiresAt: asked.expiresAt }),
  };
  return { name: 'approvals.create', recordId: newId('apr'), input: { fields } };
}
