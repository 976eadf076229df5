import './app.css';
import type { i18n } from 'i18next';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { UiProvider } from '../ui/UiProvider.tsx';
import { useKeyTable } from '../workbench/keys.ts';
import { type Personal, PersonalContext } from '../workbench/personal.ts';
import { WelcomeScreen } from '../features/welcome/index.ts';
import { CrashBoundary } from './CrashBoundary.tsx';
import type { Device } from './device.ts';
import { switchLanguage } from './i18n.ts';
import { OpenedWorkspace } from './OpenedWorkspace.tsx';
import { readPersonal, writePersonal } from './personal-storage.ts';
import { StartTrouble } from './StartTrouble.tsx';
import { StartWait } from './StartWait.tsx';
import { uiLabels } from './ui-labels.ts';

interface AppProps {
  readonly device: Device;
  readonly texts: i18n;
}

/** Everything that surrounds the screens: texts, look and keys of the person who sits here, and the way to a workspace. */
export function App({ device, texts }: AppProps) {
  const [personId, setPersonId] = useState<string | null>(null);
  const personal = usePersonalOf(personId);
  const table = useKeyTable();
  const { largeType, language, singleKeys } = personal.settings;

  useEffect(() => void switchLanguage(texts, language), [texts, language]);
  useEffect(() => table.setSingleKeys(singleKeys), [table, singleKeys]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-large-type', largeType);
  }, [largeType]);
  useEffect(() => {
    window.addEventListener('keydown', table.handle);
    return () => window.removeEventListener('keydown', table.handle);
  }, [table]);

  return (
    <I18nextProvider i18n={texts}>
      <PersonalContext value={personal}>
        <Look scheme={personal.settings.theme}>
          <CrashBoundary>
            <Stages device={device} onPerson={setPersonId} />
          </CrashBoundary>
        </Look>
      </PersonalContext>
    </I18nextProvider>
  );
}

function Look({ scheme, children }: { readonly scheme: Personal['settings']['theme']; readonly children: React.ReactNode }) {
  const { t } = useTranslation('app');
  const labels = useMemo(() => uiLabels(t), [t]);
  return (
    <UiProvider scheme={scheme} labels={labels}>
      {children}
    </UiProvider>
  );
}

function Stages({ device, onPerson }: { readonly device: Device; readonly onPerson: (personId: string | null) => void }) {
  const stage = useSyncExternalStore(device.subscribe, () => device.stage);
  switch (stage.at) {
    case 'starting':
    case 'opening':
      return <StartWait />;
    case 'failed':
      return (
        <StartTrouble
          refusal={stage.refusal}
          onRetry={() => void (stage.id === null ? device.start() : device.open(stage.id))}
          onLeave={() => void device.leave()}
        />
      );
    case 'choosing':
      return (
        <WelcomeScreen
          workspaces={stage.workspaces}
          way={stage.way}
          code={stage.code}
          onOpen={(id) => void device.open(id)}
          onOpened={device.show}
          onChanged={() => void device.leave()}
        />
      );
    case 'open':
      return <OpenedWorkspace key={stage.workspace.id} workspace={stage.workspace} device={device} onPerson={onPerson} />;
  }
}

/** The preferences of whoever sits here, kept on this device. */
function usePersonalOf(personId: string | null): Personal {
  const [stored, setStored] = useState(() => ({ personId, settings: readPersonal(personId) }));
  if (stored.personId !== personId) setStored({ personId, settings: readPersonal(personId) });
  return useMemo(
    () => ({
      settings: stored.settings,
      change(patch) {
        const settings = { ...stored.settings, ...patch };
        writePersonal(personId, settings);
        setStored({ personId, settings });
      },
    }),
    [stored, personId],
  );
}
