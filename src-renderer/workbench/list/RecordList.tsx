import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Head } from '#shared/model/head.ts';
import { missingPermission, nobody } from '#shared/model/permission.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { DataTable } from '#renderer/ui/table/DataTable.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import type { ColumnState, SelectChange } from '#renderer/ui/table/props.ts';
import { CreateSheet } from '../form/CreateSheet.tsx';
import { useValueContext } from '../FieldValue.tsx';
import { idsIn, useRefLabels } from '../useRefLabels.ts';
import { useKeys } from '../keys.ts';
import { useProvisional } from '../sync/sync-queries.ts';
import { useWords } from '../words.ts';
import { BulkBar } from './BulkBar.tsx';
import { columnsOf, shownAtFirst } from './columns.tsx';
import { ListHead } from './ListHead.tsx';
import { ListFilters } from './ListFilters.tsx';
import { keepPasted } from '../import/pasted.ts';
import { RecordBoard } from './RecordBoard.tsx';
import { useListState } from './search.ts';
import { useListWindow } from './useListWindow.ts';

interface RecordListProps {
  readonly definition: AnyRecordDefinition;
  readonly onOpen: (id: string) => void;
}

const GRID_KEYS = [
  ['J', 'down'],
  ['K', 'up'],
  ['Enter', 'open'],
  ['X', 'select'],
  ['Shift Down', 'extend'],
  ['Ctrl A', 'all'],
  ['Ctrl V', 'paste'],
] as const;
const BOARD_KEYS = [
  ['Enter', 'open'],
  ['M', 'move'],
] as const;

/** Any kind's list: columns, filters, views, board, selection and creation follow from its definition. */
export function RecordList({ definition, onOpen }: RecordListProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const navigate = useNavigate();
  const { t } = useTranslation('workbench');
  const state = useListState(definition.kind, '-updatedAt');
  const { search, query, change } = state;
  const list = useListWindow(query);
  const [cursor, setCursor] = useState(0);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isFiltering, setFiltering] = useState(false);

  const refs = useMemo(
    () =>
      list.rows.flatMap((head) => Object.entries(definition.fields).flatMap(([name, field]) => (field.refKind ? idsIn(head[name]) : []))),
    [list.rows, definition],
  );
  const context = useValueContext(useRefLabels(refs));
  const { t: say } = useTranslation('sync');
  const unconfirmed = useProvisional();
  const columns = columnsOf(definition, context, { ids: unconfirmed, word: say('mark.provisional') });
  const hidden = columns.filter((column) => !shownAtFirst(definition).includes(column.id)).map((column) => column.id);
  const [columnState, setColumnState] = useState<ColumnState>({ hidden, widths: {} });
  const sort = (search.sort ?? '-updatedAt').replace(/^-/, '');
  const isDescending = (search.sort ?? '-updatedAt').startsWith('-');
  const one = words.one(definition).toLowerCase();
  const denied = workspace.actor
    ? missingPermission(definition.permissions.create, { actor: workspace.actor }).map((unmet) => unmet.message)
    : [t('signInFirst')];

  const select = async (changed: SelectChange) => {
    if (changed.kind === 'none') return setSelected(new Set());
    if (changed.kind === 'all') return setSelected(new Set(await workspace.ids(query)));
    const next = new Set(selected);
    if (changed.kind === 'toggle') {
      const head = list.getRow(changed.index);
      if (head && !next.delete(head.id)) next.add(head.id);
    } else {
      const [from, to] = [Math.min(changed.from, changed.to), Math.max(changed.from, changed.to)];
      const page = await workspace.page({ ...query, offset: from, limit: to - from + 1 });
      for (const head of page.heads) next.add(head.id);
    }
    return setSelected(next);
  };

  const group = words.many(definition);
  // The grid handles these itself; here they are listed, and J and K lead into it from anywhere on the screen.
  const gridKeys = search.mode === 'board' ? BOARD_KEYS : GRID_KEYS;
  useKeys([
    ...gridKeys.map(([keys, name]) => ({
      id: `grid.${keys}`,
      keys,
      group,
      label: t(`list.keys.${name}`),
      run: name === 'down' || name === 'up' ? () => document.querySelector<HTMLElement>('[role="grid"]')?.focus() : undefined,
    })),
    {
      id: 'list.create',
      keys: 'C',
      group,
      label: t('create.title', { one }),
      run: () => change({ create: true }),
      when: () => denied.length === 0,
    },
    { id: 'list.filter', keys: 'F', group, label: t('list.filter'), run: () => setFiltering(true) },
    { id: 'list.clear', keys: 'Esc', group, label: t('bulk.clear'), run: () => setSelected(new Set()), when: () => selected.size > 0 },
    {
      id: 'list.board',
      keys: 'V',
      group,
      label: t('list.toggleBoard'),
      run: () => change({ mode: search.mode === 'board' ? undefined : 'board' }),
      when: () => definition.lifecycle !== undefined,
    },
  ]);

  const isFiltered = (search.where ?? []).length > 0 || Boolean(search.q) || search.archived === 'only';
  const empty = isFiltered ? (
    <EmptyState
      title={t('list.nothing', { many: group.toLowerCase() })}
      text={t('list.nothingText')}
      actions={<Button onClick={() => change({ where: undefined, q: undefined, archived: undefined })}>{t('list.clearFilters')}</Button>}
    />
  ) : (
    <EmptyState
      title={t('list.none', { many: group.toLowerCase() })}
      text={definition.wording.empty}
      actions={
        definition.permissions.create !== nobody && (
          <>
            <Button variant="primary" keys="C" reasons={denied} onClick={() => change({ create: true })}>
              {t('create.title', { one })}
            </Button>
            <Button href={`#/${definition.plural}/import`}>{t('list.import')}</Button>
          </>
        )
      }
    />
  );

  return (
    <Pane
      label={group}
      scrolls={false}
      head={<ListHead definition={definition} state={state} total={list.total} denied={denied} />}
      foot={selected.size > 0 ? <BulkBar definition={definition} selected={selected} onDone={() => setSelected(new Set())} /> : undefined}
    >
      <ListFilters
        definition={definition}
        state={state}
        total={list.isLoading ? null : list.total}
        context={context}
        opened={isFiltering}
        onOpened={setFiltering}
      />
      {search.mode === 'board' && definition.lifecycle ? (
        <RecordBoard definition={definition} query={query} context={context} onOpen={onOpen} />
      ) : (
        <DataTable<Head>
          label={group}
          columns={columns}
          count={list.total}
          getRow={list.getRow}
          rowKey={(head) => head.id}
          sort={{ column: sort, direction: isDescending ? 'descending' : 'ascending' }}
          onSort={(next) => change({ sort: next ? `${next.direction === 'descending' ? '-' : ''}${next.column}` : undefined })}
          cursor={Math.min(cursor, Math.max(0, list.total - 1))}
          onCursor={setCursor}
          selected={selected}
          onSelect={(changed) => void select(changed)}
          onOpen={(head) => onOpen(head.id)}
          loading={list.isLoading}
          empty={empty}
          onNeed={list.onNeed}
          onPaste={(block) => {
            keepPasted(block);
            void navigate({ to: `/${definition.plural}/import` });
          }}
          columnState={columnState}
          onColumnState={setColumnState}
          autoFocus
        />
      )}
      {search.create && (
        <CreateSheet
          definition={definition}
          onClose={(id) => {
            change({ create: undefined });
            if (id !== null) void navigate({ to: `/${definition.plural}/${id}` });
          }}
        />
      )}
    </Pane>
  );
}
