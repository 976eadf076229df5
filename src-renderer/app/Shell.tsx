import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyList } from '../workbench/keys.ts';
import { usePersonal } from '../workbench/personal.ts';
import { KeySheet } from '../ui/overlay/KeySheet.tsx';
import { AppShell } from '../ui/shell/AppShell.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { CrashBoundary } from './CrashBoundary.tsx';
import { ShellRail } from './ShellRail.tsx';
import { ShellStatus } from './ShellStatus.tsx';
import { useGlobalKeys } from './useGlobalKeys.ts';
import { useHostSignals } from './useHostSignals.ts';
import { usePageTitle } from './usePageTitle.ts';
import { useRecent } from './useRecent.ts';

/** Everything around a screen: rail, status bar, keys, palette. */
export function Shell() {
  const { t } = useTranslation('app');
  /** What the palette starts with; null while it is closed. */
  const [palette, setPalette] = useState<string | null>(null);
  const [isKeys, setKeys] = useState(false);
  const { settings } = usePersonal();
  const overlays = { palette: (query = '') => setPalette(query), keys: () => setKeys(true) };
  useGlobalKeys({ ...overlays, togglePalette: () => setPalette((shown) => (shown === null ? '' : null)) });
  useHostSignals(overlays);
  useRecent();
  const said = usePageTitle();

  return (
    <>
      <AppShell rail={<ShellRail onSearch={() => overlays.palette()} />} status={<ShellStatus onKeys={overlays.keys} />}>
        <CrashBoundary>
          <Outlet />
        </CrashBoundary>
      </AppShell>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
      <CommandPalette start={palette} onClose={() => setPalette(null)} onKeys={overlays.keys} />
      <KeySheet
        opened={isKeys}
        onClose={() => setKeys(false)}
        title={t('keys.title')}
        hints={useKeyList()}
        note={t(settings.singleKeys ? 'keys.note' : 'keys.noteOff')}
      />
    </>
  );
}
