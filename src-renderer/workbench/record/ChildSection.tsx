import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import { childrenQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { CreateSheet } from '../form/CreateSheet.tsx';
import { count } from '../format.ts';
import { ProvisionalMark } from '../sync/ProvisionalMark.tsx';
import { hrefOf } from '../useRefLabels.ts';
import { stateMark, useWords } from '../words.ts';

interface ChildSectionProps {
  readonly definition: AnyRecordDefinition;
  /** The ref that names the parent. */
  readonly field: string;
  readonly parent: string;
  /** Said after the kind's name, where it points here in more ways than one. */
  readonly relation?: string | undefined;
  readonly canAdd?: boolean;
}

const SHOWN = 12;

/** Records of one kind that name this one, as a short table. Nothing is shown where there are none and none can be added. */
export function ChildSection({ definition, field, parent, relation, canAdd = false }: ChildSectionProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('workbench');
  const [isAdding, setAdding] = useState(false);
  const { data: records = [] } = useQuery(childrenQuery(workspace, definition.kind, field, parent));
  if (records.length === 0 && !canAdd) return null;

  const title = relation === undefined ? words.many(definition) : t('children.as', { many: words.many(definition), relation });
  return (
    <Section title={title} note={count(records.length)}>
      {records.length > 0 && (
        <Table
          label={title}
          columns={[
            ...(definition.numbering ? [{ id: 'number', label: words.column(definition, 'number'), width: 92 }] : []),
            { id: 'label', label: words.column(definition, definition.label) },
            ...(definition.lifecycle ? [{ id: 'state', label: words.column(definition, 'state'), width: 132 }] : []),
          ]}
          rows={records.slice(0, SHOWN).map((record) => ({
            id: record.id,
            cells: [
              ...(definition.numbering ? [record.number] : []),
              <span key="label">
                <Link href={hrefOf(definition.plural, record.id)}>{labelOf(definition, record)}</Link> <ProvisionalMark id={record.id} />
              </span>,
              ...(definition.lifecycle ? [<StateMark key="state" {...stateMark(words, definition, record.state)} />] : []),
            ],
          }))}
        />
      )}
      {records.length > SHOWN && <p>{t('children.more', { number: count(records.length - SHOWN) })}</p>}
      {canAdd && <TextButton onClick={() => setAdding(true)}>{t('children.add', { one: words.one(definition).toLowerCase() })}</TextButton>}
      {isAdding && <CreateSheet definition={definition} start={{ [field]: parent }} onClose={() => setAdding(false)} />}
    </Section>
  );
}
