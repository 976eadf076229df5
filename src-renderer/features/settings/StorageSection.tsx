import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { platform } from '#renderer/platform/index.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { count, moment, reading } from '#renderer/workbench/format.ts';

/** How much there is, whether the browser may clear it, and whether the host keeps its second copy. */
export function StorageSection() {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  const saved = useWorkspaceState(({ saveState }) => saveState);
  const { data, refetch } = useQuery({ queryKey: ['storage', workspace.id, saved.waiting], queryFn: () => look(workspace.id) });

  const keep = async () => {
    const isKept = await navigator.storage.persist();
    say({ id: 'storage', text: t(isKept ? 'storage.keptNow' : 'storage.notKept'), tone: isKept ? 'neutral' : 'risk' });
    await refetch();
  };

  return (
    <Section title={t('storage.title')}>
      <Facts
        labelWidth={140}
        items={[
          {
            label: t('storage.saved'),
            value: saved.lastSavedAt === null ? t('storage.nothing') : moment(saved.lastSavedAt, reading()),
            note: t('storage.commands', { count: saved.waiting, formatted: count(saved.waiting) }),
          },
          {
            label: t('storage.used'),
            value: data ? t('storage.megabytes', { used: megabytes(data.usage), quota: megabytes(data.quota) }) : '',
            note: t('storage.all'),
          },
          {
            label: t('storage.kept'),
            value: data?.isPersisted ? t('storage.persistent') : t('storage.clearable'),
            note: data && !data.isPersisted && <TextButton onClick={() => void keep()}>{t('storage.ask')}</TextButton>,
          },
          { label: t('storage.journal'), value: data ? journalWords(data.journal, saved.waiting) : '' },
        ]}
      />
    </Section>
  );

  function journalWords(head: number | null, waiting: number): string {
    if (head === null) return t('storage.noJournal');
    return head >= waiting
      ? t('storage.journalWhole', { formatted: count(head) })
      : t('storage.journalBehind', { formatted: count(waiting - head) });
  }
}

const megabytes = (bytes: number) => count(Math.round(bytes / 1024 / 1024));

async function look(workspaceId: string) {
  const [estimate, isPersisted, journal] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
    platform.server.isOwn ? null : platform.journal.head(workspaceId),
  ]);
  return { usage: estimate.usage ?? 0, quota: estimate.quota ?? 0, isPersisted, journal: journal?.ok ? journal.value.head : null };
}
