import type { ReactNode } from 'react';
import type { IconName } from '../ui/Icon.tsx';
import { AppShell } from '../ui/shell/AppShell.tsx';
import { StatusBar } from '../ui/shell/StatusBar.tsx';

interface OutsideFrameProps {
  readonly icon: IconName;
  /** The one sentence at the foot. */
  readonly status: ReactNode;
  readonly children: ReactNode;
}

/** The window without a rail: before anybody is signed in, locked, or in trouble. */
export function OutsideFrame({ icon, status, children }: OutsideFrameProps) {
  return (
    <AppShell rail={<span />} status={<StatusBar icon={icon}>{status}</StatusBar>}>
      {children}
    </AppShell>
  );
}
