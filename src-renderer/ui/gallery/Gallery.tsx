import { useEffect, useState } from 'react';
import { AppShell } from '../shell/AppShell.tsx';
import { Rail } from '../shell/Rail.tsx';
import { StatusBar } from '../shell/StatusBar.tsx';
import { Kbd } from '../controls/Kbd.tsx';
import { UiProvider } from '../UiProvider.tsx';
import { BoardPage } from './BoardPage.tsx';
import { ChartPage } from './ChartPage.tsx';
import { FormPage } from './FormPage.tsx';
import { InboxPage } from './InboxPage.tsx';
import { QueuePage } from './QueuePage.tsx';
import { RecordPage } from './RecordPage.tsx';
import { StatesPage } from './StatesPage.tsx';
import { TablePage } from './TablePage.tsx';

const pages = [
  { id: 'inbox', label: 'Inbox', icon: 'inbox', keys: 'G I', count: 9, Page: InboxPage },
  { id: 'queue', label: 'Queue', icon: 'cloud', keys: 'G Q', count: 3, alert: '1 needs attention', Page: QueuePage },
  { id: 'record', label: 'Record', icon: 'changes', keys: 'G C', Page: RecordPage },
  { id: 'table', label: 'Table', icon: 'assets', keys: 'G A', Page: TablePage },
  { id: 'board', label: 'Board', icon: 'board', keys: 'G B', Page: BoardPage },
  { id: 'chart', label: 'Charts', icon: 'portfolio', keys: 'G P', Page: ChartPage },
  { id: 'form', label: 'Forms', icon: 'edit', keys: 'G F', Page: FormPage },
  { id: 'states', label: 'States', icon: 'settings', keys: 'G S', Page: StatesPage },
] as const;

type Scheme = 'light' | 'dark' | 'auto';
const schemeOf = (): Scheme => {
  const scheme = new URLSearchParams(location.search).get('scheme');
  return scheme === 'light' || scheme === 'dark' ? scheme : 'auto';
};

/** Every component in its states. `?scheme=dark#table` opens a page in a scheme. */
export function Gallery() {
  const [here, setHere] = useState(location.hash.slice(1) || 'inbox');
  useEffect(() => {
    const follow = () => setHere(location.hash.slice(1));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const { Page } = pages.find((page) => page.id === here) ?? pages[0];
  return (
    <UiProvider scheme={schemeOf()}>
      <AppShell
        rail={
          <Rail
            label="Sections"
            head="Halden Mutual"
            search={{ label: 'Search', keys: 'Ctrl K', onClick: () => undefined }}
            items={pages.map(({ Page: _page, ...page }) => ({ ...page, href: `#${page.id}`, current: page.id === here }))}
            foot="Dana Whitfield"
          />
        }
        status={
          <StatusBar
            icon="cloud-off"
            end={
              <>
                <span>Wed 18 Nov 2026, 14:43 London</span>
                <span>
                  <Kbd keys="?" /> keys
                </span>
              </>
            }
          >
            Offline since 14:02. <a href="#queue">6 changes on this device</a>, oldest 41 min.
          </StatusBar>
        }
      >
        <Page />
      </AppShell>
    </UiProvider>
  );
}
