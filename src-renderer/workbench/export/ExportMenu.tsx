import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { exporters } from '#shared/exporters/registry.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Query } from '#shared/model/query.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Menu } from '#renderer/ui/controls/Menu.tsx';
import { count } from '../format.ts';
import { useExport } from './useExport.ts';

interface ExportMenuProps {
  readonly definition: AnyRecordDefinition;
  readonly query: Query;
}

/** The formats that a list can be written to; while one is being written, how far it is and how to stop it. */
export function ExportMenu({ definition, query }: ExportMenuProps): ReactNode {
  const { t } = useTranslation('workbench');
  const { progress, run, cancel } = useExport(definition);
  if (progress)
    return (
      <Button onClick={cancel}>
        {t('list.exporting', { done: count(progress.done), total: count(progress.total) })} · {t('cancel')}
      </Button>
    );
  return (
    <Menu
      label={t('list.export')}
      align="end"
      trigger={<Button>{t('list.export')}</Button>}
      items={exporters.map((exporter) => ({ id: exporter.name, label: exporter.label, onSelect: () => void run(exporter, query) }))}
    />
  );
}
