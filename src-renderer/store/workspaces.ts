import type { Dexie, Table } from 'dexie';
import { dexie, dropDatabase } from './database.ts';

/** One workspace on this device, as the start screen lists it. */
export interface WorkspaceInfo {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastOpenedAt: string | null;
  /** The database that holds it; a restore makes a new one and changes this last. */
  readonly database: string;
}

type RegistryDatabase = Dexie & { readonly workspaces: Table<WorkspaceInfo, string> };

async function withRegistry<T>(work: (workspaces: Table<WorkspaceInfo, string>) => Promise<T>): Promise<T> {
  const database = dexie('countersign') as RegistryDatabase;
  database.version(1).stores({ workspaces: 'id' });
  try {
    await database.open();
    return await work(database.workspaces);
  } finally {
    database.close();
  }
}

/** The workspaces of this device, last opened first. */
export const listWorkspaces = (): Promise<WorkspaceInfo[]> =>
  withRegistry(async (workspaces) => {
    const all = await workspaces.toArray();
    return all.toSorted((a, b) => ((a.lastOpenedAt ?? a.createdAt) < (b.lastOpenedAt ?? b.createdAt) ? 1 : -1));
  });

export const workspaceInfo = (id: string): Promise<WorkspaceInfo | undefined> => withRegistry((workspaces) => workspaces.get(id));

export const putWorkspace = (info: WorkspaceInfo): Promise<unknown> => withRegistry((workspaces) => workspaces.put(info));

export const databaseNameOf = (id: string): string => `countersign-${id}`;

/** Makes an empty workspace; `accounts.found()` gives it its first people. */
export async function createWorkspace(name: string, now = Date.now()): Promise<WorkspaceInfo> {
  const id = `ws-${crypto.getRandomValues(new Uint32Array(3)).reduce((text, part) => text + part.toString(36), '')}`;
  const info: WorkspaceInfo = {
    id,
    name: name.trim(),
    createdAt: new Date(now).toISOString(),
    lastOpenedAt: null,
    database: databaseNameOf(id),
  };
  await putWorkspace(info);
  return info;
}

/** Removes a workspace and everything in it from this device. The caller has asked, and offered a backup. */
export async function deleteWorkspace(id: string): Promise<void> {
  const info = await workspaceInfo(id);
  await dropDatabase(info?.database ?? databaseNameOf(id));
  await withRegistry((workspaces) => workspaces.delete(id));
}
