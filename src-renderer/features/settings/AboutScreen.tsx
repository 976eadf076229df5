import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { platform } from '#renderer/platform/index.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { SettingsPage } from '#renderer/workbench/SettingsPage.tsx';
import classes from './settings.module.css';
import { libraries } from './libraries.ts';

/** Which version this is, on which host, and whose work it stands on. */
export function AboutScreen() {
  const { t } = useTranslation('settings');
  const { data: host } = useQuery({ queryKey: ['host'], queryFn: async () => platform.info(), staleTime: Infinity });
  const info = host?.ok ? host.value : undefined;
  const copy = async () => {
    const lines = [`Countersign ${info?.version ?? '?'}`, platform.kind, info?.platform ?? '?', navigator.userAgent];
    await navigator.clipboard.writeText(lines.join('\n'));
    say({ id: 'about', text: t('about.copied') });
  };
  return (
    <SettingsPage section="about">
      <Section title={t('about.product')}>
        <Facts
          labelWidth={120}
          items={[
            { label: t('about.version'), value: info?.version ?? t('about.unknown') },
            { label: t('about.host'), value: t(`about.${platform.kind}`) },
            { label: t('about.system'), value: info ? t(`about.platform.${info.platform}`) : t('about.unreachable') },
          ]}
        />
        <div className={classes.after}>
          <Prose>{t('about.text')}</Prose>
        </div>
        <div className={classes.buttons}>
          <Button icon="copy" onClick={() => void copy()}>
            {t('about.copy')}
          </Button>
        </div>
      </Section>
      <Section title={t('about.licence')}>
        <Prose>{t('about.licenceText')}</Prose>
      </Section>
      <Section title={t('about.libraries')} note={libraries.length}>
        <Table
          label={t('about.libraries')}
          columns={[
            { id: 'name', label: t('about.library') },
            { id: 'licence', label: t('about.licence'), width: 160 },
          ]}
          rows={libraries.map(({ name, licence }) => ({ id: name, cells: [name, licence] }))}
        />
      </Section>
    </SettingsPage>
  );
}
