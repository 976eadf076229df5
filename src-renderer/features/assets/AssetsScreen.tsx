import type { ReactNode } from 'react';
import { KindList } from '#renderer/workbench/list/KindList.tsx';

/** Every asset, from the request to its disposal. */
export function AssetsScreen(): ReactNode {
  return <KindList plural="assets" />;
}
