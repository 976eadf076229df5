import type { Screen } from '#renderer/workbench/screen.ts';
import { IncidentsScreen } from './IncidentsScreen.tsx';

export const incidents: readonly Screen[] = [
  {
    id: 'incidents',
    path: '/incidents',
    label: 'records:rail.incidents',
    component: IncidentsScreen,
    rail: { icon: 'incidents', key: 'N', order: 5 },
  },
];
