import type { ReactNode } from 'react';
import { KindList } from '#renderer/workbench/list/KindList.tsx';

/** What went wrong, and which change caused or fixed it. */
export function IncidentsScreen(): ReactNode {
  return <KindList plural="incidents" />;
}
