import { useTranslation } from 'react-i18next';
import { ChoiceField } from '#renderer/ui/form/ChoiceField.tsx';
import { FlagField } from '#renderer/ui/form/FlagField.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { PersonalSettings, usePersonal } from '#renderer/workbench/personal.ts';
import { SettingsPage } from '#renderer/workbench/SettingsPage.tsx';
import classes from './settings.module.css';

const THEMES = ['auto', 'light', 'dark'] as const;

/** Colours and size of type, for this person on this device. */
export function AppearanceScreen() {
  const { t } = useTranslation('settings');
  const { settings, change } = usePersonal();
  return (
    <SettingsPage section="appearance">
      <Section title={t('appearance.colours')}>
        <div className={classes.fields}>
          <ChoiceField
            label={t('appearance.theme')}
            value={settings.theme}
            onChange={(theme) => change({ theme: PersonalSettings.shape.theme.parse(theme) })}
            options={THEMES.map((value) => ({ value, label: t(`appearance.${value}`) }))}
            required
          />
          <Prose>{t('appearance.contrast')}</Prose>
        </div>
      </Section>
      <Section title={t('appearance.type')}>
        <FlagField
          label={t('appearance.large')}
          help={t('appearance.largeHelp')}
          value={settings.largeType}
          onChange={(largeType) => change({ largeType })}
        />
      </Section>
    </SettingsPage>
  );
}
