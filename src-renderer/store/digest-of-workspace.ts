import { digestOfDatabase } from './backup/contents.ts';
import { databaseNameOf, workspaceInfo } from './workspaces.ts';

/** One digest over all that a workspace holds: records, events, commands, accounts, counters. Equal ones are equal. */
export async function digestOfWorkspace(id: string): Promise<string> {
  return digestOfDatabase((await workspaceInfo(id))?.database ?? databaseNameOf(id));
}
