import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Settlement } from '#renderer/store/sync/sync.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { say } from '#renderer/ui/overlay/say.tsx';
import { sayRefused } from '#renderer/workbench/act/useAct.ts';
import { attentionQuery, queueQuery } from '#renderer/workbench/sync/sync-queries.ts';

/** What is said when it is done: the item, the person it goes to, the field that is put back. */
export interface Said {
  readonly what?: string;
  readonly who?: string;
  readonly field?: string;
}

/** Does what a person chose for an item and says so; answers why it was refused, or null. The item stays until then. */
export function useSettle(itemId: string): (settlement: Settlement, said?: Said) => Promise<Refusal | null> {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const { t } = useTranslation('sync');
  return async (settlement, said = {}) => {
    const settled = await workspace.sync.settle(itemId, settlement);
    if (!settled.ok) {
      sayRefused(settled.error);
      return settled.error;
    }
    say({ id: 'done', text: t(`settled.${settlement.how}`, { ...said }) });
    await Promise.all([
      client.invalidateQueries({ queryKey: attentionQuery(workspace).queryKey }),
      client.invalidateQueries({ queryKey: queueQuery(workspace).queryKey }),
    ]);
    return null;
  };
}
