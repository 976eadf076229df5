import { refusalLines } from '#shared/kernel/refusal.ts';
import { openItems } from '#renderer/store/sync/attention-items.ts';
import { openDatabase } from '#renderer/store/database.ts';
import { databaseNameOf } from '#renderer/store/workspaces.ts';
import { type OpenedReplica, replicaContract } from '#test/support/replica-contract.ts';
import { newName } from '../open.ts';
import { enter, leads, linkDatabase, openWhole } from './linked.ts';

async function openReplica(name: string): Promise<OpenedReplica> {
  const workspace = await openWhole(name);
  await leads(workspace);
  const close = () => workspace.close();
  return {
    replica: workspace.replica,
    async dispatch(draft, personId) {
      await enter(workspace, personId);
      const done = await workspace.dispatch(draft);
      if (!done.ok) throw new Error(refusalLines(done.error).join('\n'));
    },
    async attention() {
      const database = openDatabase(databaseNameOf(name));
      const items = await openItems(database);
      database.close();
      return items;
    },
    async reopen() {
      await close();
      return openReplica(name);
    },
    close,
  };
}

replicaContract('the store of a window', async (link) => {
  const name = newName();
  await linkDatabase(name, link);
  return openReplica(name);
});
