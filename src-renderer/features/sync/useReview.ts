import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { labelOf, digestOfFields } from '#shared/model/definition.ts';
import { fold } from '#shared/model/evolve.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { textIn, textsIn } from '#shared/model/values.ts';
import type { RefusedItem } from '#shared/sync/replica.ts';
import { historyQuery, recordQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { useCurrentApproval } from '#renderer/workbench/approval/useCurrentApproval.ts';
import { hrefOf } from '#renderer/workbench/useRefLabels.ts';

/** A refused decision, with what it was about: as its author saw it, as it is now, and where it is asked for again. */
export interface Review {
  readonly subject: RecordOf;
  /** Null where the history on this device does not reach back to what was seen. */
  readonly seen: RecordOf | null;
  readonly href: string;
  readonly text: string;
}

/** Null for what is no decision, or is about nothing that is here. */
export function useReview({ pending, now, then }: RefusedItem): Review | null {
  const { t } = useTranslation('sync');
  const workspace = useWorkspace();
  const approval = now ?? then;
  const isDecision = approval?.kind === 'approval' && pending.command.seen !== undefined;
  const subjectId = isDecision ? textIn(approval.fields['subject']) : '';
  const { data: subject } = useQuery({ ...recordQuery(workspace, subjectId), enabled: subjectId !== '' });
  const { data: history = [] } = useQuery({ ...historyQuery(workspace, subjectId), enabled: subjectId !== '' });
  const current = useCurrentApproval(subjectId);
  if (!isDecision || !subject) return null;
  const definition = workspace.registry.of(subject.kind);
  const seen = contentWith(history, textsIn(approval.fields['content']), pending.command.seen ?? '');
  return current?.state === 'requested'
    ? { subject, seen, href: hrefOf('approvals', current.id), text: t('choice.reviewText') }
    : {
        subject,
        seen,
        href: hrefOf(definition.plural, subject.id),
        text: t('choice.reviewGone', { about: subject.number ?? labelOf(definition, subject) }),
      };
}

/** The latest version of a record whose content has a digest. */
export function contentWith(history: readonly RecordEvent[], content: readonly string[], digest: string): RecordOf | null {
  for (let end = history.length; end > 0; end--) {
    const version = fold(history.slice(0, end));
    if (version && digestOfFields(version, content) === digest) return version;
  }
  return null;
}
