import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { pageQuery } from '../store/queries.ts';
import { useWorkspace, useWorkspaceState } from '../store/useWorkspace.ts';
import { Rail } from '../ui/shell/Rail.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { railScreens } from './screens.ts';

interface ShellRailProps {
  readonly onSearch: () => void;
}

/** The sections that exist, in order, each with its key; what waits for me is counted. */
export function ShellRail({ onSearch }: ShellRailProps) {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const counted = railScreens.find(({ counts }) => counts !== undefined && workspace.registry.has(counts));
  const waiting = useWaiting(counted?.counts);
  return (
    <Rail
      label={t('rail.label')}
      head={workspace.name}
      search={{ label: t('rail.search'), keys: 'Ctrl K', onClick: onSearch }}
      items={railScreens.map((screen) => ({
        id: screen.id,
        label: t(screen.label),
        icon: screen.rail.icon,
        keys: `G ${screen.rail.key}`,
        href: `#${screen.path}`,
        current: path === screen.path || path.startsWith(`${screen.path}/`),
        count: screen === counted && waiting > 0 ? waiting : undefined,
      }))}
      foot={<PersonMenu align="start" />}
    />
  );
}

/** How many records of a kind wait for the person who is signed in. */
function useWaiting(kind: string | undefined): number {
  const workspace = useWorkspace();
  const personId = useWorkspaceState(({ actor }) => actor?.personId) ?? '';
  const where = [{ column: 'waitingOn', op: 'has', value: personId }] as const;
  const { data } = useQuery({
    ...pageQuery(workspace, { kind: kind ?? '', where, limit: 1 }),
    enabled: kind !== undefined && personId !== '',
  });
  return kind === undefined ? 0 : (data?.total ?? 0);
}
