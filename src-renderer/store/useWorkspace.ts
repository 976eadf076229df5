import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Workspace } from './workspace.ts';

/** The open workspace, given once by the app. */
export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('No workspace is open around this component');
  return workspace;
}

/** Follows a part of the workspace that is not data: `actor`, `undoState`, `saveState`. `pick` returns the same object until it changes. */
export function useWorkspaceState<T>(pick: (workspace: Workspace) => T): T {
  const workspace = useWorkspace();
  return useSyncExternalStore(
    (changed) => workspace.subscribe(changed),
    () => pick(workspace),
  );
}
