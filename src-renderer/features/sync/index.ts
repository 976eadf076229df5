import { useTranslation } from 'react-i18next';
import { count } from '#renderer/workbench/format.ts';
import type { Screen } from '#renderer/workbench/screen.ts';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import { JoinElsewhere } from './JoinElsewhere.tsx';
import { QueueScreen } from './QueueScreen.tsx';
import { ServerScreen } from './ServerScreen.tsx';

export const sync: readonly Screen[] = [
  {
    id: 'queue',
    path: '/queue',
    label: 'sync:title',
    component: QueueScreen,
    rail: { icon: 'queue', key: 'Q', order: 85 },
    useCount: () => {
      const { waiting, phase, attention } = useSyncState();
      return phase === 'local' ? 0 : waiting + attention;
    },
    useAlert: () => {
      const { t } = useTranslation('sync');
      const { attention } = useSyncState();
      return attention === 0 ? undefined : t('attention', { count: attention, formatted: count(attention) });
    },
  },
  { id: 'server', path: '/settings/server', label: 'settings:section.server', component: ServerScreen },
  { id: 'join', path: '/join', label: 'server:join.title', component: JoinElsewhere },
];
