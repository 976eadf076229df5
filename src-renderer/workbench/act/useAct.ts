import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Execution } from '#shared/model/execute.ts';
import type { Draft } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { say } from '#renderer/ui/overlay/say.tsx';

export type Act = (drafts: Draft | readonly Draft[], said?: string) => Promise<Result<Execution, Refusal>>;

/** Gives a command and says what came of it: done with Undo, or refused with every reason. */
export function useAct(): Act {
  const workspace = useWorkspace();
  const { t } = useTranslation('workbench');
  return useCallback(
    async (drafts, said) => {
      const result = await workspace.dispatch(drafts);
      if (!result.ok) sayRefused(result.error);
      else if (said !== undefined && result.value.events.length > 0)
        say({
          id: 'done',
          text: said,
          undo: {
            label: t('undo'),
            keys: 'Ctrl Z',
            onClick: () => void workspace.undo().then((undone) => undone.ok || sayRefused(undone.error)),
          },
        });
      return result;
    },
    [workspace, t],
  );
}

/** A refusal as a message that stays until it is dismissed. */
export function sayRefused(refused: Refusal): void {
  say({ id: 'refused', tone: 'refused', text: refused.message, reasons: reasonsOf(refused.unmet) });
}

/** Each unmet condition as one line: what it is and what would help. */
export const reasonsOf = (unmet: Refusal['unmet']): string[] => unmet.map(({ message, help }) => (help ? `${message} ${help}` : message));
