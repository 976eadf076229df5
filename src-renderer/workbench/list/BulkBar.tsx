import { useQueries } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Option } from '#shared/model/explain.ts';
import { optionsQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { ActionBar } from '#renderer/ui/shell/ActionBar.tsx';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { count } from '../format.ts';

interface BulkBarProps {
  readonly definition: AnyRecordDefinition;
  readonly selected: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** Above this many, the buttons come from a sample; each record is still decided by itself. */
const SAMPLE = 25;

/** What can be done with everything that is selected. Each record is decided by itself; one confirming list says which go. */
export function BulkBar({ definition, selected, onDone }: BulkBarProps): ReactNode {
  const workspace = useWorkspace();
  const { t } = useTranslation('workbench');
  const [chosen, setChosen] = useState<Option | null>(null);
  const sample = [...selected].slice(0, SAMPLE);
  const answers = useQueries({ queries: sample.map((id) => optionsQuery(workspace, id)) });
  const options = new Map<string, Option>();
  for (const option of answers.flatMap((answer) => answer.data ?? [])) {
    const known = options.get(option.verb);
    if (option.verb !== 'edit' && option.verb !== 'comment' && (!known || (!known.allowed && option.allowed)))
      options.set(option.verb, option);
  }

  return (
    <>
      <ActionBar label={t('bulk.label')}>
        <b>{t('bulk.selected', { count: selected.size, number: count(selected.size) })}</b>
        {[...options.values()].map((option) => (
          <Button
            key={option.verb}
            reasons={option.allowed ? undefined : option.unmet.map((unmet) => unmet.message)}
            onClick={() => setChosen(option)}
          >
            {option.label}…
          </Button>
        ))}
        <Button variant="quiet" keys="Esc" onClick={onDone}>
          {t('bulk.clear')}
        </Button>
      </ActionBar>
      {chosen && (
        <BulkDialog
          definition={definition}
          option={chosen}
          ids={[...selected]}
          onClose={(done) => {
            setChosen(null);
            if (done) onDone();
          }}
        />
      )}
    </>
  );
}
