import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { ActionBar } from '#renderer/ui/shell/ActionBar.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { seenDigest } from '#renderer/workbench/approval/approvals-query.ts';
import { useKeys } from '#renderer/workbench/keys.ts';
import type { InboxItem } from './useInbox.ts';

interface BulkApproveProps {
  readonly items: readonly InboxItem[];
  readonly onDone: () => void;
}

/** Approves what is selected after one confirming list. Each item is decided by itself, for the content that this list shows. */
export function BulkApprove({ items, onDone }: BulkApproveProps): ReactNode {
  const workspace = useWorkspace();
  const { t } = useTranslation('approvals');
  const [isAsking, setAsking] = useState(false);
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, readonly string[]>>(new Map());

  const ask = async () => {
    const found = await Promise.all(
      items.map(async ({ approval, subject }) => {
        const options = subject ? await workspace.explain(approval.id, seenDigest(approval, subject)) : [];
        const approve = options.find((option) => option.verb === 'approve');
        return [approval.id, approve ? reasonsOf(approve.unmet) : [t('notHere')]] as const;
      }),
    );
    setVerdicts(new Map(found));
    setAsking(true);
  };
  const approve = async () => {
    const drafts = items.flatMap(({ approval, subject }): Draft[] =>
      subject && verdicts.get(approval.id)?.length === 0
        ? [{ name: 'approvals.approve', recordId: approval.id, input: {}, seen: seenDigest(approval, subject) }]
        : [],
    );
    const report = await workspace.bulk(drafts);
    const reasons = report.refused.map(({ refusal }) => `${refusal.message} ${reasonsOf(refusal.unmet).join(' ')}`);
    say({
      id: 'bulk',
      text: t('bulk.done', { done: report.accepted, of: items.length }),
      ...(reasons.length > 0 ? { tone: 'refused', reasons } : {}),
    });
    setAsking(false);
    onDone();
  };
  useKeys([
    { id: 'inbox.bulk', keys: 'Shift A', group: t('title'), label: t('bulk.approve', { count: items.length }), run: () => void ask() },
  ]);

  return (
    <ActionBar label={t('bulk.label')}>
      <Button variant="primary" keys="Shift A" onClick={() => void ask()}>
        {t('bulk.approve', { count: items.length })}
      </Button>
      <Button variant="quiet" onClick={onDone}>
        {t('bulk.clear')}
      </Button>
      <FormDialog
        opened={isAsking}
        size="wide"
        title={t('bulk.title', { count: items.length })}
        lead={t('bulk.lead')}
        submitLabel={t('approve')}
        onSubmit={() => void approve()}
        onClose={() => setAsking(false)}
      >
        <Table
          label={t('bulk.label')}
          columns={[
            { id: 'what', label: t('bulk.what') },
            { id: 'verdict', label: t('bulk.verdict') },
          ]}
          rows={items.map(({ approval, subject }) => {
            const reasons = verdicts.get(approval.id) ?? [];
            return {
              id: approval.id,
              cells: [
                `${subject?.number ?? ''} ${textIn(subject?.fields['title']) || textIn(approval.fields['title'])}`,
                reasons.length === 0 ? (
                  <StateMark key="go" tone="approved" word={t('bulk.goes')} />
                ) : (
                  <StateMark key="no" tone="refused" word={reasons.join(' ')} />
                ),
              ],
            };
          })}
        />
      </FormDialog>
    </ActionBar>
  );
}
