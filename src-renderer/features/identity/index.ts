import type { Screen } from '#renderer/workbench/screen.ts';
import { PeopleScreen } from './PeopleScreen.tsx';

export const identity: readonly Screen[] = [
  { id: 'people', path: '/people', label: 'records:rail.people', component: PeopleScreen, rail: { icon: 'users', key: 'P', order: 6 } },
];
