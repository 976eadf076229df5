import type { Screen } from '#renderer/workbench/screen.ts';
import { DirectoryScreen } from './DirectoryScreen.tsx';

export const directory: readonly Screen[] = [
  { id: 'records', path: '/records', label: 'app:rail.records', component: DirectoryScreen, rail: { icon: 'list', key: 'D', order: 80 } },
];
