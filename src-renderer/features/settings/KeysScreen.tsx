import { useTranslation } from 'react-i18next';
import { FlagField } from '#renderer/ui/form/FlagField.tsx';
import { Kbd } from '#renderer/ui/controls/Kbd.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { useKeyList } from '#renderer/workbench/keys.ts';
import { usePersonal } from '#renderer/workbench/personal.ts';
import { SettingsPage } from '#renderer/workbench/SettingsPage.tsx';

/** Single keys on or off, and the keys that work on every screen. */
export function KeysScreen() {
  const { t } = useTranslation('settings');
  const { settings, change } = usePersonal();
  const keys = useKeyList();
  return (
    <SettingsPage section="keys">
      <Section title={t('keys.single')}>
        <FlagField
          label={t('keys.singleOn')}
          help={t('keys.singleHelp')}
          value={settings.singleKeys}
          onChange={(singleKeys) => change({ singleKeys })}
        />
      </Section>
      <Section title={t('keys.all')} note={t('keys.more')}>
        <Table
          label={t('keys.all')}
          columns={[
            { id: 'label', label: t('keys.does') },
            { id: 'group', label: t('keys.where'), width: 180 },
            { id: 'keys', label: t('keys.key'), width: 140 },
          ]}
          rows={keys.map(({ id, label, group, keys: pressed }) => ({ id, cells: [label, group, <Kbd key="keys" keys={pressed} />] }))}
        />
      </Section>
    </SettingsPage>
  );
}
