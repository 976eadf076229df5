export { restoreWorkspace } from './backup/restore.ts';
export { digestOfWorkspace } from './digest-of-workspace.ts';
export { openWorkspace } from './open-workspace.ts';
export type { OpenOptions } from './ports.ts';
export { type Snapshot, snapshotOf } from './snapshot.ts';
export { StoreTrouble } from './trouble.ts';
export type { OpenedWorkspace } from './workspace-over.ts';
export { createWorkspace, deleteWorkspace, listWorkspaces, type WorkspaceInfo } from './workspaces.ts';
export type { BulkProgress, Workspace } from './workspace.ts';
