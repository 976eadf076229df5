import type { ReactNode } from 'react';
import { KindList } from '#renderer/workbench/list/KindList.tsx';

/** Every change, as a list or by state. */
export function ChangesScreen(): ReactNode {
  return <KindList plural="changes" />;
}
