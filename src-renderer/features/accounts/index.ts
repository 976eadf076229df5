import type { Screen } from '#renderer/workbench/screen.ts';
import { AccessScreen } from './AccessScreen.tsx';
import { AccountScreen } from './AccountScreen.tsx';

export { LockCover } from './LockCover.tsx';
export { SignInScreen } from './SignInScreen.tsx';
export { useIdle } from './useIdle.ts';

/** Who can sign in here, and one's own passphrase. */
export const accounts: readonly Screen[] = [
  { id: 'account', path: '/settings/account', label: 'settings:section.account', component: AccountScreen },
  { id: 'access', path: '/settings/access', label: 'settings:section.access', component: AccessScreen },
];
