import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Condition } from '#shared/model/query.ts';
import { textIn } from '#shared/model/values.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { FilterBar } from '#renderer/ui/filter/FilterBar.tsx';
import { count } from '../format.ts';
import { type ValueContext, valueText } from '../FieldValue.tsx';
import { idsIn, useRefLabels } from '../useRefLabels.ts';
import { useWords } from '../words.ts';
import { conditionOf, filterFields, filterOf } from './filters.ts';
import type { ListState } from './search.ts';

interface ListFiltersProps {
  readonly definition: AnyRecordDefinition;
  readonly state: ListState;
  /** Null while they are counted: an old number is never shown for a new question. */
  readonly total: number | null;
  readonly context: ValueContext;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
}

/** The list's filters as chips. They live in the address, so a filtered list is a link. */
export function ListFilters({ definition, state, total, context, opened, onOpened }: ListFiltersProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('workbench');
  const fields = useMemo(() => filterFields(definition, words, workspace, t), [definition, words, workspace, t]);
  const conditions = (state.search.where ?? []) as readonly Condition[];
  const labels = useRefLabels(conditions.flatMap((condition) => idsIn(condition.value)));
  const inWords = ({ column, value }: Condition): string => {
    if (value === undefined) return '';
    if (column === 'state') return words.state(definition, textIn(value));
    return valueText(definition, column, value, { ...context, labels }) || textIn(value);
  };
  return (
    <FilterBar
      fields={fields}
      filters={conditions.map((condition) => filterOf(condition, inWords(condition)))}
      onChange={(filters) =>
        state.change({ where: filters.length === 0 ? undefined : (filters.map(conditionOf) as ListState['search']['where']) })
      }
      note={conditions.length > 0 && total !== null ? t('list.found', { count: total, number: count(total) }) : undefined}
      hotkey={false}
      opened={opened}
      onOpened={onOpened}
    />
  );
}
