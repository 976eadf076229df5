import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { labelOf } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { optionsQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import { moment, reading } from '../format.ts';
import { useProvideCurrent } from '../current.ts';
import { useKeys } from '../keys.ts';
import { hrefOf, useRefLabels } from '../useRefLabels.ts';
import { AttentionNotices } from '../sync/AttentionNotices.tsx';
import { ProvisionalMark } from '../sync/ProvisionalMark.tsx';
import { useProvisional } from '../sync/sync-queries.ts';
import { stateMark, useWords } from '../words.ts';
import { DecisionButtons } from '../approval/DecisionButtons.tsx';
import { SeatsSection } from '../approval/SeatsSection.tsx';
import { useCurrentApproval } from '../approval/useCurrentApproval.ts';
import { focusComment } from './comment-field.ts';
import { ChildrenSections } from './ChildrenSections.tsx';
import { FieldsSections } from './FieldsSections.tsx';
import { HistoryPane } from './HistoryPane.tsx';
import { LinkedSections } from './LinkedSections.tsx';
import { RecordActions } from './RecordActions.tsx';
import { RecordChart } from './RecordChart.tsx';
import { usePageItems } from './usePageItems.ts';
import { useRecordActs } from './useRecordActs.tsx';
import classes from './RecordPage.module.css';

const NONE: readonly string[] = [];

export interface RecordPageProps {
  readonly record: RecordOf;
  /** Buttons of a capability, before those of the lifecycle. */
  readonly actions?: ReactNode;
  /** The one sentence, where a capability has a better one. */
  readonly lead?: ReactNode;
  /** What stands first beside the fields, e.g. tasks and seats. */
  readonly beside?: ReactNode;
  /** Kinds of children and links that the capability shows itself. */
  readonly shown?: readonly string[];
  /** Facts that a capability computes, above the fields. */
  readonly above?: ReactNode;
  /** Digest of the content that `above` shows, where the ways on are decisions about it. */
  readonly seen?: string;
  /** Verbs that are done at once although something could be said with them. */
  readonly direct?: readonly string[];
}

/** A record of any kind: where it stands and why, its fields, its children, what points at it, its history. */
export function RecordPage({ record, actions, lead, beside, shown = NONE, above, seen, direct }: RecordPageProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const navigate = useNavigate();
  const { t } = useTranslation('workbench');
  const definition = workspace.registry.of(record.kind);
  const { data: options = [] } = useQuery(optionsQuery(workspace, record.id, seen));
  const acts = useRecordActs(definition, record, options, seen, direct);
  const items = usePageItems(definition, record);
  const approval = useCurrentApproval(record.id);
  const ownSteps = record.kind === 'approval' ? record : undefined;
  useProvideCurrent(record.id, acts.start);
  const isProvisional = useProvisional().has(record.id);
  const by = useRefLabels([record.updatedBy]);
  const changed = t('record.changed', {
    version: record.version,
    by: record.updatedBy === 'system' ? t('history.system') : (by.get(record.updatedBy)?.label ?? t('history.someone')),
    when: moment(record.updatedAt, reading()),
  });

  useKeys([
    { id: 'record.edit', keys: 'E', group: t('record.keys'), label: t('record.edit'), run: () => acts.start('edit') },
    {
      id: 'record.comment',
      keys: 'M',
      group: t('record.keys'),
      label: t('record.comment'),
      run: focusComment,
    },
    {
      id: 'record.back',
      keys: 'Esc',
      group: t('record.keys'),
      label: t('record.back'),
      run: () => void navigate({ to: `/${definition.plural}` }),
    },
  ]);

  return (
    <div className={classes.page}>
      <RecordHead
        crumbs={[
          { label: words.many(definition), href: `#/${definition.plural}` },
          ...(record.number === null ? [] : [{ label: record.number, href: hrefOf(definition.plural, record.id) }]),
          ...(record.state === null ? [] : [{ label: <StateMark {...stateMark(words, definition, record.state)} /> }]),
          ...(isProvisional ? [{ label: <ProvisionalMark id={record.id} /> }] : []),
          ...(record.archivedAt === null ? [] : [{ label: t('record.archived') }]),
          { label: changed },
        ]}
        title={labelOf(definition, record)}
        lead={lead}
        actions={
          <>
            {actions}
            {approval && <DecisionButtons approval={approval} subject={record} />}
            <RecordActions
              options={options}
              onStart={acts.start}
              extra={items}
              isSecondary={approval?.state === 'requested'}
              direct={direct}
            />
          </>
        }
      />
      <AttentionNotices definition={definition} recordId={record.id} />
      <div className={classes.body}>
        <div className={classes.main}>
          {definition.lifecycle && <RecordChart definition={definition} record={record} options={options} onStart={acts.start} />}
          <div className={classes.columns}>
            <div>
              {above}
              <FieldsSections definition={definition} record={record} options={options} />
            </div>
            <div>
              {beside}
              {(approval ?? ownSteps) && <SeatsSection approval={approval ?? ownSteps ?? record} />}
              <ChildrenSections definition={definition} record={record} except={shown} />
              <LinkedSections record={record} except={shown} />
            </div>
          </div>
        </div>
        <HistoryPane definition={definition} record={record} options={options} />
      </div>
      {acts.dialog}
    </div>
  );
}
