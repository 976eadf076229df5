import { queryOptions } from '@tanstack/react-query';
import { seatedPeople, stepsOf } from '#shared/capabilities/approvals/index.ts';
import { digestOfFields } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textsIn } from '#shared/model/values.ts';
import type { Workspace } from '#renderer/store/workspace.ts';

/** Every request for approval of a record, the latest round first. */
export const approvalsQuery = (workspace: Workspace, subject: string) =>
  queryOptions({
    staleTime: Infinity,
    queryKey: ['kind', workspace.id, 'approval', 'of', subject],
    async queryFn() {
      if (!workspace.registry.has('approval')) return [];
      const heads = await workspace.reader.list({
        kind: 'approval',
        where: [{ column: 'subject', op: 'is', value: subject }],
        sort: [{ column: 'round', descending: true }],
      });
      return workspace.reader.many(heads.map((head) => head.id));
    },
  });

/** Who holds the seats of a request now, and what they are called. */
export const seatsQuery = (workspace: Workspace, approval: RecordOf) =>
  queryOptions({
    staleTime: Infinity,
    queryKey: ['any', workspace.id, 'seats', approval.id, approval.version],
    queryFn: () => seatedPeople(stepsOf(approval), workspace.reader),
  });

/** The digest of what is on screen: a decision binds to what its maker had in view, not to what the store has by then. */
export const seenDigest = (approval: RecordOf, shownSubject: RecordOf): string =>
  digestOfFields(shownSubject, textsIn(approval.fields['content']));
