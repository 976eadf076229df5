import { useTranslation } from 'react-i18next';
import { createWorkspace, deleteWorkspace, type Workspace } from '#renderer/store/index.ts';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { openOnDevice } from '#renderer/workbench/open-on-device.ts';
import { found, type Founder } from './founding.ts';
import { FoundingForm } from './FoundingForm.tsx';

interface NewWorkspacePaneProps {
  readonly onOpened: (workspace: Workspace) => void;
}

/** An empty workspace and its first person. What is refused leaves nothing behind. */
export function NewWorkspacePane({ onOpened }: NewWorkspacePaneProps) {
  const { t } = useTranslation('welcome');
  const make = async (founder: Founder, name: string) => {
    const { id } = await createWorkspace(name);
    const workspace = await openOnDevice(id);
    const founded = await found(workspace, founder);
    if (!founded.ok) {
      await workspace.close();
      await deleteWorkspace(id);
      return founded.error;
    }
    onOpened(workspace);
    return null;
  };
  return (
    <Pane label={t('new.title')} head={<RecordHead title={t('new.title')} lead={t('new.lead')} />} padded>
      <FoundingForm hasName onSubmit={make} />
      <Section title={t('new.next')}>
        <Prose>{t('new.nextText')}</Prose>
      </Section>
    </Pane>
  );
}
