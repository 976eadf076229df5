import { queryOptions, useQuery } from '@tanstack/react-query';
import { inboxOf, inboxQuery } from '#shared/capabilities/approvals/index.ts';
import { liveDelegations } from '#shared/capabilities/identity/index.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import type { Workspace } from '#renderer/store/workspace.ts';

/** One request that waits for the signed-in person, with the record that it is about. */
export interface InboxItem {
  readonly approval: RecordOf;
  readonly subject: RecordOf | undefined;
}

const inboxItems = (workspace: Workspace, personId: string) =>
  queryOptions({
    staleTime: 30_000,
    refetchInterval: 60_000,
    queryKey: ['any', workspace.id, 'inbox', personId],
    async queryFn(): Promise<readonly InboxItem[]> {
      const delegations = await liveDelegations(workspace.reader);
      const heads = await workspace.reader.list(inboxQuery(inboxOf(personId, delegations, new Date().toISOString())));
      const approvals = await workspace.reader.many(heads.map((head) => head.id));
      const subjects = new Map((await workspace.reader.many(approvals.map(subjectOf))).map((record) => [record.id as string, record]));
      return approvals.map((approval) => ({ approval, subject: subjects.get(subjectOf(approval)) }));
    },
  });

export const subjectOf = (approval: RecordOf): string => textIn(approval.fields['subject']);

/** What waits for the person who is signed in, by deadline: their own seats and those of the people they stand in for. */
export function useInbox(): { items: readonly InboxItem[]; isLoading: boolean } {
  const workspace = useWorkspace();
  const personId = useWorkspaceState(({ actor }) => actor?.personId) ?? '';
  const { data, isPending } = useQuery({ ...inboxItems(workspace, personId), enabled: personId !== '' });
  return { items: data ?? [], isLoading: isPending };
}
