import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { statesOf } from '#shared/model/lifecycle.ts';
import { pageQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { DataTable } from '#renderer/ui/table/DataTable.tsx';
import type { DataColumn } from '#renderer/ui/table/props.ts';
import { useWords } from '#renderer/workbench/words.ts';

interface Row {
  readonly definition: AnyRecordDefinition;
  readonly capability: string;
  readonly total: number | null;
}

/** Every kind of record that there is, with how many: a kind that is only registered is reached from here. */
export function DirectoryScreen() {
  const { t } = useTranslation('directory');
  const workspace = useWorkspace();
  const words = useWords();
  const navigate = useNavigate();
  const [cursor, setCursor] = useState(0);
  const kinds = workspace.registry.capabilities.flatMap(({ name, records }) => records.map((definition) => ({ definition, name })));
  const totals = useQueries({ queries: kinds.map(({ definition }) => pageQuery(workspace, { kind: definition.kind, limit: 1 })) });
  const rows: Row[] = kinds.map(({ definition, name }, index) => ({
    definition,
    capability: t(`capabilities.${name}`, { defaultValue: name }),
    total: totals[index]?.data?.total ?? null,
  }));

  const columns: DataColumn<Row>[] = [
    { id: 'kind', label: t('kind'), width: 180, value: ({ definition }) => words.many(definition) },
    { id: 'total', label: t('total'), kind: 'number', width: 100, value: ({ total }) => total },
    { id: 'numbering', label: t('numbering'), kind: 'id', width: 110, value: ({ definition }) => definition.numbering ?? null },
    { id: 'capability', label: t('capability'), width: 150, value: ({ capability }) => capability },
    { id: 'states', label: t('states'), width: 240, grows: true, value: ({ definition }) => lifecycleWords(definition) },
  ];

  return (
    <Pane
      label={t('title')}
      scrolls={false}
      head={<PaneHead title={t('title')} note={t('kinds', { count: rows.length })} />}
      note={t('note')}
    >
      <DataTable
        label={t('title')}
        columns={columns}
        count={rows.length}
        getRow={(index) => rows[index]}
        rowKey={({ definition }) => definition.kind}
        cursor={cursor}
        onCursor={setCursor}
        onOpen={({ definition }) => void navigate({ to: `/${definition.plural}` })}
        autoFocus
      />
    </Pane>
  );
}

/** The states that a record can stand in, in order; empty for a plain kind. */
const lifecycleWords = ({ lifecycle }: AnyRecordDefinition): string =>
  lifecycle
    ? statesOf(lifecycle)
        .filter(({ parent }) => parent === undefined)
        .map(({ label }) => label)
        .join(', ')
    : '';
