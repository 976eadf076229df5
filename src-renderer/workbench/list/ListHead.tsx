import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { nobody } from '#shared/model/permission.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { SavedViews } from '#renderer/ui/filter/SavedViews.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { Tabs } from '#renderer/ui/shell/Tabs.tsx';
import { count } from '../format.ts';
import { ExportMenu } from '../export/ExportMenu.tsx';
import { useWords } from '../words.ts';
import type { ListSearch, ListState } from './search.ts';
import { useSavedViews } from './useSavedViews.ts';

interface ListHeadProps {
  readonly definition: AnyRecordDefinition;
  readonly state: ListState;
  readonly total: number;
  /** Why this person may not create one. */
  readonly denied: readonly string[];
}

/** Kinds that only the system makes are not brought in either; nor those whose lifecycle says no state for it. */
const canImport = ({ permissions, lifecycle, imports }: AnyRecordDefinition) =>
  permissions.create !== nobody && (lifecycle === undefined || imports !== undefined);

/** Name, number, views, list ⇄ board, and what makes new records. */
export function ListHead({ definition, state, total, denied }: ListHeadProps): ReactNode {
  const words = useWords();
  const { t } = useTranslation('workbench');
  const saved = useSavedViews(definition.kind);
  const { search, change } = state;
  const { create: _create, ...shown } = search;
  const same = (view: ListSearch) => JSON.stringify(view) === JSON.stringify(shown);
  const current = saved.views.find((view) => same(view.search));
  const one = words.one(definition).toLowerCase();
  const clean: ListSearch = { q: undefined, where: undefined, sort: undefined, mode: undefined, archived: undefined };

  return (
    <PaneHead
      title={words.many(definition)}
      note={count(total)}
      middle={
        definition.lifecycle && (
          <Tabs
            label={t('list.mode')}
            current={search.mode ?? 'list'}
            items={[
              { id: 'list', label: t('list.list') },
              { id: 'board', label: t('list.board') },
            ]}
            onSelect={(id) => change({ mode: id === 'board' ? 'board' : undefined })}
          />
        )
      }
      end={
        <>
          <SavedViews
            views={saved.views.map(({ id, label }) => ({ id, label }))}
            current={current?.id ?? null}
            onSelect={(id) => change({ ...clean, ...saved.views.find((view) => view.id === id)?.search })}
            onSave={(label) => saved.save(label, shown)}
            onUpdate={(id) => saved.update(id, shown)}
            onRemove={saved.remove}
          />
          <ExportMenu definition={definition} query={state.query} />
          {canImport(definition) && <Button href={`#/${definition.plural}/import`}>{t('list.import')}</Button>}
          {definition.permissions.create !== nobody && (
            <Button
              variant="primary"
              icon="plus"
              keys="C"
              reasons={denied.length > 0 ? denied : undefined}
              onClick={() => change({ create: true })}
            >
              {t('list.new', { one })}
            </Button>
          )}
        </>
      }
    />
  );
}
