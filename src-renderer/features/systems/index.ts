import type { Screen } from '#renderer/workbench/screen.ts';
import { SystemsScreen } from './SystemsScreen.tsx';

export const systems: readonly Screen[] = [
  {
    id: 'systems',
    path: '/systems',
    label: 'records:rail.systems',
    component: SystemsScreen,
    rail: { icon: 'systems', key: 'Y', order: 4 },
  },
];
