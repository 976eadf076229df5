import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { OutsideFrame } from '#renderer/workbench/OutsideFrame.tsx';
import { found } from './founding.ts';
import { FoundingForm } from './FoundingForm.tsx';

interface FoundScreenProps {
  readonly onLeave: () => void;
}

/** A workspace that nobody can sign in to yet, because it was never finished: it asks for its first person. */
export function FoundScreen({ onLeave }: FoundScreenProps) {
  const { t } = useTranslation('welcome');
  const workspace = useWorkspace();
  return (
    <OutsideFrame icon="cloud-off" status={t('status')}>
      <Pane
        label={workspace.name}
        padded
        head={
          <RecordHead
            title={workspace.name}
            lead={t('found.lead')}
            crumbsEnd={<TextButton onClick={onLeave}>{t('found.leave')}</TextButton>}
          />
        }
      >
        <FoundingForm
          hasName={false}
          onSubmit={async (founder) => {
            const founded = await found(workspace, founder);
            return founded.ok ? null : founded.error;
          }}
        />
      </Pane>
    </OutsideFrame>
  );
}
