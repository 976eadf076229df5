import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, RecordOf } from '#shared/model/record.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { aboutWords, commandWords } from '#renderer/workbench/sync/command-words.ts';
import type { RefLabel } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';

type Named = Pick<Command, 'name' | 'recordId' | 'input'>;

/** Commands and people in the words of the reader. */
export interface Telling {
  command(command: Named, record: RecordOf | null | undefined): string;
  about(it: Parameters<typeof aboutWords>[0], record: RecordOf | null | undefined): string;
  /** `You` for the one who reads. */
  who(personId: string | null, names: ReadonlyMap<string, RefLabel>): string;
  /** For texts that name the reader inside a sentence. */
  side(personId: string): { readonly context?: 'me' };
}

export function useTelling(): Telling {
  const { registry } = useWorkspace();
  const me = useWorkspaceState(({ actor }) => actor?.personId);
  const words = useWords();
  const { t } = useTranslation('sync');
  return useMemo(() => {
    const told = { registry, words, t };
    return {
      command: (command, record) => commandWords(command, record, told),
      about: (it, record) => aboutWords(it, record, told),
      who(personId, names) {
        if (personId === me && me !== undefined) return t('you');
        if (personId === 'system') return t('system');
        return names.get(personId ?? '')?.label ?? t('someone');
      },
      side: (personId) => (personId === me ? { context: 'me' } : {}),
    };
  }, [registry, words, t, me]);
}
