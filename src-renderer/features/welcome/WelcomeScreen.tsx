import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platform } from '#renderer/platform/index.ts';
import type { Workspace, WorkspaceInfo } from '#renderer/store/index.ts';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { ItemList } from '#renderer/ui/table/ItemList.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import { focusDetail, OutsidePage } from '#renderer/workbench/OutsidePage.tsx';
import { BackupPane } from './BackupPane.tsx';
import { JoinPane } from './JoinPane.tsx';
import { NewWorkspacePane } from './NewWorkspacePane.tsx';
import { SamplePane } from './SamplePane.tsx';
import { WorkspacePane } from './WorkspacePane.tsx';

interface WelcomeScreenProps {
  readonly workspaces: readonly WorkspaceInfo[];
  /** Which way to begin is shown first; the workspace that was opened last unless told. */
  readonly way?: string | undefined;
  /** The code of an invitation that a link brought. */
  readonly code?: string | undefined;
  readonly onOpen: (id: string) => void;
  /** A workspace was made, opened and signed in to here. */
  readonly onOpened: (workspace: Workspace) => void;
  /** The list of workspaces is not what it was. */
  readonly onChanged: () => void;
}

/** A page that came from a server is there for joining it; any other host can begin in every way. */
const WAYS = platform.server.isOwn ? (['join'] as const) : (['sample', 'join', 'backup', 'new'] as const);

/** The first screen: what is on this device, and the ways to begin. */
export function WelcomeScreen({ workspaces, way, code, onOpen, onOpened, onChanged }: WelcomeScreenProps) {
  const { t } = useTranslation('welcome');
  const [chosen, setChosen] = useState<string>(way ?? workspaces[0]?.id ?? WAYS[0]);
  const [isOpen, setOpen] = useState(way === 'join');
  const workspace = workspaces.find(({ id }) => id === chosen);

  useEffect(() => {
    document.title = t('title');
  }, [t]);

  const items = workspaces.map(({ id, name, lastOpenedAt }) => ({
    id,
    title: name,
    second: [lastOpenedAt === null ? t('workspace.never') : t('workspace.opened', { when: moment(lastOpenedAt, reading()) })],
  }));
  const ways = WAYS.map((id) => ({
    id,
    title: id === 'join' ? t('server:join.title') : t(`${id}.title`),
    second: [id === 'join' ? t('server:join.short') : t(`${id}.short`)],
  }));

  return (
    <OutsidePage
      isOpen={isOpen}
      onBack={() => setOpen(false)}
      status={chosen === 'join' ? t('server:join.status') : t('status')}
      list={
        <Pane label={t('title')} scrolls={false} head={<PaneHead level={2} title={t('title')} />} note={t('note')}>
          <ItemList
            label={t('title')}
            cursor={chosen}
            onCursor={setChosen}
            onOpen={(id) => {
              setChosen(id);
              setOpen(true);
              if (workspaces.some((one) => one.id === id)) onOpen(id);
              else focusDetail();
            }}
            groups={[
              ...(items.length > 0 ? [{ id: 'device', label: t('here'), items }] : []),
              { id: 'begin', label: t('begin'), items: ways },
            ]}
            autoFocus
          />
        </Pane>
      }
      detail={
        workspace ? (
          <WorkspacePane key={workspace.id} workspace={workspace} onOpen={() => onOpen(workspace.id)} onChanged={onChanged} />
        ) : chosen === 'backup' ? (
          <BackupPane onOpen={onOpen} />
        ) : chosen === 'new' ? (
          <NewWorkspacePane onOpened={onOpened} />
        ) : chosen === 'join' ? (
          <JoinPane code={code} onOpened={onOpened} />
        ) : (
          <SamplePane onOpen={onOpen} />
        )
      }
    />
  );
}
