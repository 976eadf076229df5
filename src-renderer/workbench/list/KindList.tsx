import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
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
  if (!definition) return <EmptyState title={t('unknownKind.title', { plural })} text={t('unknownKind.text')} />;
  return <RecordList key={plural} definition={definition} onOpen={(id) => void navigate({ to: `/${plural}/${id}` })} />;
}
