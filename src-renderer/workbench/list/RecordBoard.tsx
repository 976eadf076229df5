import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Option } from '#shared/model/explain.ts';
import type { Head } from '#shared/model/head.ts';
import { statesOf } from '#shared/model/lifecycle.ts';
import type { Query } from '#shared/model/query.ts';
import type { Draft } from '#shared/model/record.ts';
import { optionsQuery, pageQuery, tallyQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Board } from '#renderer/ui/board/Board.tsx';
import { EventDialog } from '../act/EventDialog.tsx';
import { useAct } from '../act/useAct.ts';
import { type ValueContext, valueText } from '../FieldValue.tsx';
import { useProvisional } from '../sync/sync-queries.ts';
import { useWords } from '../words.ts';

interface RecordBoardProps {
  readonly definition: AnyRecordDefinition;
  readonly query: Query;
  readonly context: ValueContext;
  readonly onOpen: (id: string) => void;
}

/** Cards shown in a column; the head counts all. */
const SHOWN = 60;

/** The list as columns of states. Moving a card gives the event that leads there; a closed way says why. */
export function RecordBoard({ definition, query, context, onOpen }: RecordBoardProps): ReactNode {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const words = useWords();
  const act = useAct();
  const { t } = useTranslation('workbench');
  const { t: say } = useTranslation('sync');
  const unconfirmed = useProvisional();
  const [cursor, setCursor] = useState<string | null>(null);
  const [asking, setAsking] = useState<{ option: Option; head: Head } | null>(null);
  const states = (definition.lifecycle ? statesOf(definition.lifecycle) : [])
    .filter((state) => state.parent === undefined)
    .toSorted((a, b) => Number(a.side ?? false) - Number(b.side ?? false));
  const tally = useQuery(tallyQuery(workspace, query, 'state'));
  const pages = useQueries({
    queries: states.map(({ id }) =>
      pageQuery(workspace, { ...query, where: [...(query.where ?? []), { column: 'state', op: 'is', value: id }], limit: SHOWN }),
    ),
  });
  const heads = new Map(pages.flatMap((page) => page.data?.heads ?? []).map((head) => [head.id, head]));
  // The card at hand is explained ahead, so that dragging it can say why a column is closed.
  useQuery({ ...optionsQuery(workspace, cursor ?? ''), enabled: cursor !== null });

  const wayTo = (card: string, column: string): Option | undefined => {
    const options = client.getQueryData(optionsQuery(workspace, card).queryKey) ?? [];
    const leads = options.filter((option) => option.to === column || option.to?.startsWith(`${column}.`));
    return leads.find((option) => option.allowed) ?? leads[0];
  };
  const reasons = (card: string, column: string): string[] => {
    const head = heads.get(card);
    if (!client.getQueryData(optionsQuery(workspace, card).queryKey)) {
      void client.query(optionsQuery(workspace, card));
      return [];
    }
    const way = wayTo(card, column);
    if (!way) return [t('board.noWay', { from: words.state(definition, head?.state ?? null), to: words.state(definition, column) })];
    return way.unmet.map((unmet) => unmet.message);
  };
  const move = async (card: string, column: string) => {
    const head = heads.get(card);
    await client.query(optionsQuery(workspace, card));
    const option = wayTo(card, column);
    if (!head || !option) return;
    if (option.allowed && Object.keys(option.input).length > 0) setAsking({ option, head });
    else
      await act(
        { name: option.command, recordId: head.id as Draft['recordId'], input: {} },
        t('done', { what: option.label, about: head.number ?? head.label }),
      );
  };

  const total = (state: string) =>
    [...(tally.data ?? [])].filter(([value]) => value === state || value.startsWith(`${state}.`)).reduce((sum, [, n]) => sum + n, 0);
  const lines = (head: Head) =>
    definition.columns
      .filter((name) => name !== definition.label)
      .slice(0, 2)
      .map((name) => valueText(definition, name, head[name], context))
      .filter((line) => line !== '');
  return (
    <>
      <Board
        label={words.many(definition)}
        cursor={cursor}
        onCursor={setCursor}
        onOpen={onOpen}
        onMove={(card, column) => void move(card, column)}
        reasons={reasons}
        columns={states.map((state, i) => ({
          id: state.id,
          title: words.state(definition, state.id),
          total: total(state.id),
          cards: (pages[i]?.data?.heads ?? []).map((head) => ({
            id: head.id,
            title: head.label,
            lines: [head.number, ...lines(head)].filter(Boolean),
            state: unconfirmed.has(head.id) ? { tone: 'provisional' as const, word: say('mark.provisional') } : undefined,
          })),
        }))}
      />
      {asking && (
        <EventDialog
          definition={definition}
          option={asking.option}
          about={asking.head.number ?? asking.head.label}
          drafts={[{ recordId: asking.head.id as Draft['recordId'] }]}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
