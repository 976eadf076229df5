import { type ReactNode, useState } from 'react';
import { platform } from '../platform/index.ts';
import { useWorkspace } from '../store/useWorkspace.ts';
import { SignInAgainDialog } from '../workbench/sync/SignInAgainDialog.tsx';
import type { SyncWay } from '../workbench/sync/sync-sentence.ts';
import { useAppUpdate } from './useAppUpdate.ts';

/** Takes the way on that the status bar offers. The dialog is to be rendered. */
export function useSyncWays(): { readonly take: (way: SyncWay) => void; readonly dialog: ReactNode } {
  const { sync } = useWorkspace();
  const update = useAppUpdate();
  const [isSigningIn, setSigningIn] = useState(false);
  const take = (way: SyncWay) => {
    switch (way) {
      case 'tryNow':
        return sync.poke();
      case 'signIn':
        return setSigningIn(true);
      case 'update':
        // Where no newer version is stored yet, a page gets it by loading again; the desktop says there what it has.
        if (update) return update.apply();
        if (platform.kind === 'browser') return location.reload();
        location.hash = '#/settings/about';
        return undefined;
      case 'look':
        location.hash = '#/queue';
        return undefined;
    }
  };
  return { take, dialog: isSigningIn && <SignInAgainDialog onClose={() => setSigningIn(false)} /> };
}
