export { openWorkspace } from './open-workspace.ts';
export type { OpenOptions } from './ports.ts';
export { StoreTrouble } from './trouble.ts';
export { createWorkspace, deleteWorkspace, listWorkspaces, type WorkspaceInfo } from './workspaces.ts';
export type {
  AccountInfo,
  Accounts,
  BulkProgress,
  BulkReport,
  Page,
  SaveState,
  SearchState,
  UndoState,
  Workspace,
  WorkspaceChange,
} from './workspace.ts';
