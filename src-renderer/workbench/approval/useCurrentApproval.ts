import { useQuery } from '@tanstack/react-query';
import type { RecordOf } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { approvalsQuery } from './approvals-query.ts';

/** The request that counts now: the one still asked or approved, of the latest round. */
export function useCurrentApproval(subject: string): RecordOf | undefined {
  const workspace = useWorkspace();
  const { data = [] } = useQuery(approvalsQuery(workspace, subject));
  return data.find((approval) => approval.state === 'requested') ?? data.find((approval) => approval.state === 'approved');
}
