import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../store/useWorkspace.ts';
import { say } from '../ui/overlay/say.tsx';

/** Takes the last step back, or does it again, and says in words what came of it. */
export function useUndo(): { undo: () => Promise<void>; redo: () => Promise<void> } {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();

  const take = useCallback(
    async (way: 'undo' | 'redo') => {
      const what = workspace.undoState[way];
      const result = await workspace[way]();
      if (!result.ok) {
        const { message, unmet } = result.error;
        say({
          id: 'undo',
          tone: 'refused',
          text: message,
          reasons: unmet.map((one) => (one.help ? `${one.message} ${one.help}` : one.message)),
        });
      } else if (result.value === null) say({ id: 'undo', text: t(`${way}.nothing`) });
      else say({ id: 'undo', text: t(`${way}.done`, { what: what ?? '' }) });
    },
    [workspace, t],
  );
  return { undo: useCallback(() => take('undo'), [take]), redo: useCallback(() => take('redo'), [take]) };
}
