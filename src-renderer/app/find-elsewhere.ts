import { listWorkspaces, type WorkspaceInfo } from '../store/index.ts';
import { openOnDevice } from '../workbench/open-on-device.ts';

/** Which other workspace of this device holds a record, if any does. Nothing of it is shown: the person signs in there first. */
export async function findElsewhere(recordId: string, except: string): Promise<WorkspaceInfo | undefined> {
  for (const info of await listWorkspaces()) {
    if (info.id === except) continue;
    const workspace = await openOnDevice(info.id);
    const record = await workspace.reader.get(recordId);
    await workspace.close();
    if (record) return info;
  }
  return undefined;
}
