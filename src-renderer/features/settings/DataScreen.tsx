import { SettingsPage } from '#renderer/workbench/SettingsPage.tsx';
import { BackupSection } from './BackupSection.tsx';
import { ExchangeSection } from './ExchangeSection.tsx';
import { StorageSection } from './StorageSection.tsx';
import { WorkspacesSection } from './WorkspacesSection.tsx';

/** Where the data is, how it is kept, and how it gets in and out. */
export function DataScreen() {
  return (
    <SettingsPage section="data">
      <BackupSection />
      <ExchangeSection />
      <StorageSection />
      <WorkspacesSection />
    </SettingsPage>
  );
}
