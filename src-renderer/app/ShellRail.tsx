import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../store/useWorkspace.ts';
import { Rail } from '../ui/shell/Rail.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { railScreens } from './screens.ts';
import { useRailCounts } from './useRailCounts.ts';

interface ShellRailProps {
  readonly onSearch: () => void;
}

/** The sections that exist, in order, each with its key; what waits for me is counted. */
export function ShellRail({ onSearch }: ShellRailProps) {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const counts = useRailCounts();
  const isAt = (place: string) => path === place || path.startsWith(`${place}/`);
  // A kind without a place of its own in the rail is one of the records.
  const here = railScreens.find((screen) => isAt(screen.path))?.id ?? (workspace.registry.byPlural(path.split('/')[1] ?? '') && 'records');
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
        current: screen.id === here,
        ...counts.get(screen.id),
      }))}
      foot={<PersonMenu align="start" />}
    />
  );
}
