import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Option } from '#shared/model/explain.ts';
import { statesOf, waysOf } from '#shared/model/lifecycle.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { historyQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import type { ChartState, ChartWay } from '#renderer/ui/statechart/props.ts';
import { Statechart } from '#renderer/ui/statechart/Statechart.tsx';
import { day, moment, reading } from '../format.ts';
import { useWords } from '../words.ts';

const REASONS = 6;

interface RecordChartProps {
  readonly definition: AnyRecordDefinition;
  readonly record: RecordOf;
  readonly options: readonly Option[];
  readonly onStart: (verb: string) => void;
}

/** The record's lifecycle as a picture: where it was, where it stands, every way on, and why a way is closed. */
export function RecordChart({ definition, record, options, onStart }: RecordChartProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('workbench');
  const { data: history = [] } = useQuery(historyQuery(workspace, record.id));
  const { lifecycle } = definition;
  if (!lifecycle) return null;

  const entered = enteredAt(history);
  const states: ChartState[] = statesOf(lifecycle).map((state) => {
    const at = entered.get(state.id);
    const isCurrent = record.state === state.id;
    return {
      id: state.id,
      label: state.label,
      visited: at !== undefined,
      current: isCurrent,
      final: state.final,
      parent: state.parent,
      side: state.side,
      ...(at === undefined || state.parent !== undefined
        ? {}
        : { sub: isCurrent ? t('chart.since', { when: moment(at, reading()) }) : day(at, reading()) }),
    };
  });
  const isHere = (state: string) => record.state === state || record.state?.startsWith(`${state}.`);
  const unique = [
    ...new Map(
      waysOf(lifecycle)
        .filter((way) => way.from !== way.to)
        .map((way) => ({ ...way, to: boxOf(way.from, way.to) }))
        .map((way) => [`${way.event} ${way.from} ${way.to}`, way]),
    ).entries(),
  ];
  const taken = new Set(history.flatMap((event) => (event.from && event.state ? [`${event.from} ${boxOf(event.from, event.state)}`] : [])));

  return (
    <Statechart
      label={t('chart.label', { what: words.one(definition).toLowerCase() })}
      states={states}
      ways={unique.flatMap(([id, way]): ChartWay[] => {
        const base = { id, from: way.from, to: way.to, label: lifecycle.events[way.event]?.label ?? way.event };
        const option = isHere(way.from) ? options.find((one) => one.verb === way.event) : undefined;
        // Another branch of the same event is not open to this record now.
        if (option && option.to !== undefined && boxOf(way.from, option.to) !== way.to) return [];
        if (option?.allowed) return [{ ...base, status: 'open' }];
        if (option)
          return [
            {
              ...base,
              status: 'closed',
              reasons: some(
                option.unmet.map(({ code, message, params }) =>
                  code === 'permission.missing' ? t('chart.needs', { what: textIn(params?.['needs']) }) : message,
                ),
                (more) => t('chart.more', { count: more }),
              ),
            },
          ];
        return [{ ...base, status: taken.has(`${way.from} ${way.to}`) ? 'taken' : 'other' }];
      })}
      closedTitle={(way) => t('chart.cannot', { what: way.label.toLowerCase() })}
      onWay={(way) => onStart(way.id.split(' ')[0] ?? '')}
    />
  );
}

/** Where a way ends in the picture: a state's box stands for its sub-states, unless the way stays within it. */
const boxOf = (from: string, to: string): string => (topOf(from) === topOf(to) ? to : topOf(to));
const topOf = (state: string): string => state.split('.')[0] ?? state;

/** The picture has room for a few reasons; the button and its menu say them all. */
const some = (reasons: readonly string[], more: (count: number) => string): string[] =>
  reasons.length <= REASONS ? [...reasons] : [...reasons.slice(0, REASONS - 1), more(reasons.length - REASONS + 1)];

/** When each state was last entered. */
function enteredAt(history: readonly RecordEvent[]): Map<string, string> {
  return new Map(history.flatMap((event) => (event.state === undefined ? [] : [[event.state, event.at] as const])));
}
