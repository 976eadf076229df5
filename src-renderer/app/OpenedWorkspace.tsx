import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { LockCover, SignInScreen, useIdle } from '../features/accounts/index.ts';
import { FoundScreen } from '../features/welcome/index.ts';
import { platform } from '../platform/index.ts';
import { bindInvalidation } from '../store/queries.ts';
import { useWorkspace, useWorkspaceState, WorkspaceContext } from '../store/useWorkspace.ts';
import type { Workspace } from '../store/workspace.ts';
import { usePersonal } from '../workbench/personal.ts';
import { type Session, SessionContext } from '../workbench/session.ts';
import type { Device } from './device.ts';
import { joinAsked } from '../workbench/sync/join-address.ts';
import { createAppRouter } from './router.ts';
import { StartWait } from './StartWait.tsx';

interface OpenedWorkspaceProps {
  readonly workspace: Workspace;
  readonly device: Device;
  readonly onPerson: (personId: string | null) => void;
}

/** An open workspace: its data for every screen below, kept in step with the store. */
export function OpenedWorkspace({ workspace, device, onPerson }: OpenedWorkspaceProps) {
  const [client] = useState(() => new QueryClient());
  useEffect(() => bindInvalidation(workspace, client), [workspace, client]);
  return (
    <WorkspaceContext value={workspace}>
      <QueryClientProvider client={client}>
        <Doors device={device} onPerson={onPerson} />
      </QueryClientProvider>
    </WorkspaceContext>
  );
}

interface Lock {
  readonly personId: string;
  /** The session has ended; signing in lifts the lock. */
  readonly isOut: boolean;
}

/** Who gets in: nobody but people with an account; under the lock's cover what was being done stays as it was. */
function Doors({ device, onPerson }: Omit<OpenedWorkspaceProps, 'workspace'>) {
  const workspace = useWorkspace();
  const actorId = useWorkspaceState(({ actor }) => actor?.personId ?? null);
  const [lock, setLock] = useState<Lock | null>(null);
  // Signed in again: what was covered goes on.
  if (lock?.isOut && actorId === lock.personId) setLock(null);
  const lockedFor = lock?.personId ?? null;
  const personId = lockedFor ?? actorId;
  useEffect(() => onPerson(personId), [onPerson, personId]);

  const session = useMemo<Session>(() => {
    const signOut = async () => {
      setLock(null);
      location.hash = '#/';
      await workspace.accounts.signOut();
    };
    return {
      signOut,
      lock() {
        if (workspace.actor === null) return;
        const { personId: locked } = workspace.actor;
        setLock({ personId: locked, isOut: false });
        void workspace.accounts.signOut().then(() => setLock({ personId: locked, isOut: true }));
      },
      async leave(way) {
        // The address of an invitation holds its code until somebody has joined with it.
        if (joinAsked(location.hash) === null) location.hash = '#/';
        await workspace.accounts.signOut();
        await device.leave(way);
      },
      async gone() {
        location.hash = '#/';
        await device.gone();
      },
      async open(workspaceId, route = '/') {
        location.hash = `#${route}`;
        await device.open(workspaceId);
      },
    };
  }, [workspace, device]);

  if (personId === null) return <Entrance onLeave={() => void device.leave()} />;
  return (
    <SessionContext value={session}>
      <Signed key={personId} onIdle={session.lock} />
      {lockedFor !== null && actorId === null && <LockCover personId={lockedFor} onSwitch={() => setLock(null)} />}
    </SessionContext>
  );
}

/** The workspace's first person is asked for once; after that people sign in. */
function Entrance({ onLeave }: { readonly onLeave: () => void }) {
  const workspace = useWorkspace();
  const { data } = useQuery({
    queryKey: ['any', workspace.id, 'hasAccounts'],
    queryFn: async () => (await workspace.accounts.list()).length > 0,
  });
  if (data === undefined) return <StartWait />;
  return data ? <SignInScreen onLeave={onLeave} /> : <FoundScreen onLeave={onLeave} />;
}

function Signed({ onIdle }: { readonly onIdle: () => void }) {
  const [router] = useState(createAppRouter);
  useEffect(() => {
    // A browser may clear what it was not asked to keep. Settings say what it answered.
    if (platform.kind === 'browser') void navigator.storage.persist();
  }, []);
  useIdle(usePersonal().settings.lockAfter, onIdle);
  return <RouterProvider router={router} />;
}
