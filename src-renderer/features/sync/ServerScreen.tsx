import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { useSession } from '#renderer/workbench/session.ts';
import { SettingsPage } from '#renderer/workbench/SettingsPage.tsx';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import { BringSection } from './BringSection.tsx';
import { DevicesSection } from './DevicesSection.tsx';
import { InviteSection } from './InviteSection.tsx';
import { LeaveSection } from './LeaveSection.tsx';
import { ServerPassphraseSection } from './ServerPassphraseSection.tsx';
import { ServerSection } from './ServerSection.tsx';
import classes from './server.module.css';

/** The server that this workspace follows, or the ways to one. */
export function ServerScreen(): ReactNode {
  const { t } = useTranslation('server');
  const session = useSession();
  const isLocal = useSyncState().phase === 'local';
  return (
    <SettingsPage section="server">
      {isLocal ? (
        <>
          <Section title={t('settings.local')}>
            <Prose>{t('settings.localText')}</Prose>
          </Section>
          <BringSection />
          <Section title={t('settings.other')}>
            <Prose>{t('settings.otherText')}</Prose>
            <div className={classes.buttons}>
              <Button onClick={() => void session.leave('join')}>{t('settings.joinOther')}</Button>
            </div>
          </Section>
        </>
      ) : (
        <>
          <ServerSection />
          <InviteSection />
          <DevicesSection />
          <ServerPassphraseSection />
          <LeaveSection />
        </>
      )}
    </SettingsPage>
  );
}
