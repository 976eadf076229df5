import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Choices } from '#renderer/ui/text/Choices.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';

/** Following has stopped because of something that only a person can judge: why, and the ways on. */
export function StoppedDetail(): ReactNode {
  const { t } = useTranslation('sync');
  const { sync } = useWorkspace();
  const { stopped, server } = useSyncState();
  const name = server?.name ?? t('server');
  if (!stopped) return null;
  const goOn = async () => {
    await sync.goOn();
    say({ id: 'sync', text: t('stopped.done', { server: name }) });
  };
  return (
    <Pane
      label={t('queue.detail')}
      padded
      head={<RecordHead level={2} title={t('stopped.title', { server: name })} lead={t('stopped.lead')} />}
    >
      <Section title={t('stopped.why')}>
        <Reasons title={stopped.message} conditions={reasonsOf(stopped.unmet).map((text) => ({ text, met: false }))} codes={stopped.code} />
      </Section>
      <Section title={t('choice.title')}>
        <Choices
          label={t('choice.title')}
          choices={[
            { id: 'goOn', label: t('stopped.goOn'), text: t('stopped.goOnText'), onChoose: () => void goOn() },
            {
              id: 'backup',
              label: t('stopped.backup'),
              text: t('stopped.backupText'),
              onChoose: () => {
                location.hash = '#/settings/data';
              },
            },
          ]}
        />
      </Section>
    </Pane>
  );
}
