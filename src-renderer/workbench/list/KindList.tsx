import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';
import { RecordList } from './RecordList.tsx';

interface KindListProps {
  readonly plural: string;
}

/** The list of a kind, by its plural. */
export function KindList({ plural }: KindListProps): ReactNode {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { t } = useTranslation('workbench');
  const definition = workspace.registry.byPlural(plural);
  if (!definition)
    return (
      <Pane label={t('unknownKind.title', { plural })} head={<PaneHead title={plural} />}>
        <EmptyState
          title={t('unknownKind.title', { plural })}
          text={t('unknownKind.text')}
          actions={
            <Button variant="primary" href="#/records">
              {t('unknownKind.toAll')}
            </Button>
          }
        />
      </Pane>
    );
  return <RecordList key={plural} definition={definition} onOpen={(id) => void navigate({ to: `/${plural}/${id}` })} />;
}
