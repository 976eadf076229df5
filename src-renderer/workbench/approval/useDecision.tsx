import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Option } from '#shared/model/explain.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { optionsQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { useRecordActs } from '../record/useRecordActs.tsx';
import { seenDigest } from './approvals-query.ts';

export const DECISIONS = ['approve', 'reject', 'abstain'] as const;

export interface Decision {
  /** Approve, reject and abstain, each with what is missing for this person. */
  readonly options: readonly Option[];
  readonly seen: string;
  readonly start: (verb: string) => void;
  /** To be rendered. */
  readonly dialog: ReactNode;
}

/** What the signed-in person can decide about the record that is on screen. */
export function useDecision(approval: RecordOf, subject: RecordOf): Decision {
  const workspace = useWorkspace();
  const seen = seenDigest(approval, subject);
  const { data = [] } = useQuery(optionsQuery(workspace, approval.id, seen));
  const options = data.filter((option) => DECISIONS.some((verb) => verb === option.verb));
  const { start, dialog } = useRecordActs(workspace.registry.of('approval'), approval, options, seen, ['approve']);
  return { options, seen, start, dialog };
}
