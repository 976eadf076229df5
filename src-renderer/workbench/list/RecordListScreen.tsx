import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { KindList } from './KindList.tsx';

/** The list of any registered kind, by the plural in the address. */
export function RecordListScreen(): ReactNode {
  const { plural = '' } = useParams({ strict: false });
  return <KindList plural={plural} />;
}
