import type { Screen } from '#renderer/workbench/screen.ts';
import { AboutScreen } from './AboutScreen.tsx';
import { AppearanceScreen } from './AppearanceScreen.tsx';
import { DataScreen } from './DataScreen.tsx';
import { KeysScreen } from './KeysScreen.tsx';
import { LanguageScreen } from './LanguageScreen.tsx';

/** What belongs to this device and to the person who sits at it. */
export const settings: readonly Screen[] = [
  {
    id: 'settings',
    path: '/settings',
    label: 'app:rail.settings',
    component: AppearanceScreen,
    rail: { icon: 'settings', key: 'S', order: 90 },
  },
  { id: 'appearance', path: '/settings/appearance', label: 'settings:section.appearance', component: AppearanceScreen },
  { id: 'keys', path: '/settings/keys', label: 'settings:section.keys', component: KeysScreen },
  { id: 'language', path: '/settings/language', label: 'settings:section.language', component: LanguageScreen },
  { id: 'data', path: '/settings/data', label: 'settings:section.data', component: DataScreen },
  { id: 'about', path: '/settings/about', label: 'settings:section.about', component: AboutScreen },
];
