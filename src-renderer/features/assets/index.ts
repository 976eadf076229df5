import type { Screen } from '#renderer/workbench/screen.ts';
import { AssetsScreen } from './AssetsScreen.tsx';

export const assets: readonly Screen[] = [
  { id: 'assets', path: '/assets', label: 'records:rail.assets', component: AssetsScreen, rail: { icon: 'assets', key: 'A', order: 3 } },
];
