import { useTranslation } from 'react-i18next';
import { ChoiceField } from '#renderer/ui/form/ChoiceField.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { usePersonal } from '#renderer/workbench/personal.ts';
import { SettingsPage } from '#renderer/workbench/SettingsPage.tsx';
import classes from './settings.module.css';

/** The language of the workbench, and what its catalogue holds. */
export function LanguageScreen() {
  const { t, i18n } = useTranslation('settings');
  const { settings, change } = usePersonal();
  const languages = (i18n.options.supportedLngs || ['en']).filter((one) => one !== 'cimode');
  const name = (language: string) => new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  const namespaces = Object.entries(i18n.services.resourceStore.data['en'] ?? {});
  return (
    <SettingsPage section="language">
      <Section title={t('language.title')}>
        <div className={classes.fields}>
          <ChoiceField
            label={t('language.label')}
            value={settings.language}
            onChange={(language) => change({ language: language ?? 'en' })}
            options={languages.map((value) => ({ value, label: name(value) }))}
            required
          />
          <Prose>{t('language.text')}</Prose>
        </div>
      </Section>
      <Section
        title={t('language.catalogue')}
        note={t('language.texts', { count: namespaces.reduce((sum, [, words]) => sum + textsIn(words), 0) })}
      >
        <Table
          label={t('language.catalogue')}
          columns={[
            { id: 'name', label: t('language.part') },
            { id: 'count', label: t('language.count'), number: true, width: 100 },
          ]}
          rows={namespaces.map(([id, words]) => ({ id, cells: [id, textsIn(words)] }))}
        />
      </Section>
    </SettingsPage>
  );
}

const textsIn = (words: unknown): number =>
  typeof words === 'object' && words !== null ? Object.values(words).reduce((sum: number, one) => sum + textsIn(one), 0) : 1;
