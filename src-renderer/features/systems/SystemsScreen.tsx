import type { ReactNode } from 'react';
import { KindList } from '#renderer/workbench/list/KindList.tsx';

/** What is governed: applications, servers, networks, services. */
export function SystemsScreen(): ReactNode {
  return <KindList plural="systems" />;
}
