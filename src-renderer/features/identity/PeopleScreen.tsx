import type { ReactNode } from 'react';
import { KindList } from '#renderer/workbench/list/KindList.tsx';

/** Who is here; teams, roles and delegations are among the records. */
export function PeopleScreen(): ReactNode {
  return <KindList plural="people" />;
}
