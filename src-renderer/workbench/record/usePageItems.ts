import { useTranslation } from 'react-i18next';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { platform } from '#renderer/platform/index.ts';
import type { MenuItem } from '#renderer/ui/controls/props.ts';
import { say } from '#renderer/ui/overlay/say.tsx';
import { useKeys } from '../keys.ts';

/** What can be done with a record's page on this machine: copy its link, open it beside, print it. */
export function usePageItems(definition: AnyRecordDefinition, record: RecordOf): MenuItem[] {
  const { t } = useTranslation('workbench');
  const route = `/${definition.plural}/${record.id}`;
  const name = `${record.number ?? definition.kind} ${labelOf(definition, record)}`.replaceAll(/[\\/:*?"<>|.]/g, ' ').slice(0, 80);

  const copy = async () => {
    await navigator.clipboard.writeText(`countersign://record/${record.id}`);
    say({ id: 'copied', text: t('page.copied') });
  };
  const print = async () => {
    const printed = await platform.printPdf(`${name}.pdf`);
    if (!printed.ok) say({ id: 'print', tone: 'refused', text: printed.error.title, reasons: [printed.error.detail ?? ''] });
    else if (printed.value && platform.kind === 'electron') say({ id: 'print', text: t('page.printed', { name: printed.value.name }) });
  };
  const group = t('record.keys');
  useKeys([
    { id: 'page.copy', keys: 'Ctrl Shift C', group, label: t('page.copy'), run: () => void copy() },
    { id: 'page.print', keys: 'Ctrl P', group, label: t('page.print'), run: () => void print() },
  ]);
  return [
    { id: 'copy', label: t('page.copy'), keys: 'Ctrl Shift C', onSelect: () => void copy() },
    { id: 'window', label: t('page.window'), onSelect: () => void platform.openWindow(route) },
    { id: 'print', label: t('page.print'), keys: 'Ctrl P', onSelect: () => void print() },
  ];
}
