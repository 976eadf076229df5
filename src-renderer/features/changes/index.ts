import type { Screen } from '#renderer/workbench/screen.ts';
import { ChangeScreen } from './ChangeScreen.tsx';
import { ChangesScreen } from './ChangesScreen.tsx';

export const changes: readonly Screen[] = [
  {
    id: 'changes',
    path: '/changes',
    label: 'records:rail.changes',
    component: ChangesScreen,
    rail: { icon: 'changes', key: 'C', order: 2 },
  },
  { id: 'change', path: '/changes/$id', label: 'changes:one', component: ChangeScreen },
];
