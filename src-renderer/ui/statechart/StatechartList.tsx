import { useLabels } from '../useLabels.ts';
import type { ChartState, StatechartProps } from './props.ts';

type Props = Pick<StatechartProps, 'states' | 'ways' | 'label' | 'closedTitle'>;

/** The same lifecycle as a list: every state in order, where it stands, and every way on with its reasons. */
export function StatechartList({ states, ways, label, closedTitle }: Props) {
  const labels = useLabels();
  const byId = new Map(states.map((state) => [state.id, state]));
  const stands = (state: ChartState) => (state.current ? `, ${labels.currentState}` : state.visited ? `, ${labels.visitedState}` : '');
  return (
    <ol aria-label={label}>
      {states.map((state) => (
        <li key={state.id}>
          {state.label}
          {stands(state)}
          {state.sub && `, ${state.sub}`}
          {ways.some((way) => way.from === state.id) && (
            <ul aria-label={`${state.label}, ${labels.waysOn}`}>
              {ways
                .filter((way) => way.from === state.id)
                .map((way) => (
                  <li key={way.id}>
                    {way.status === 'closed' ? closedTitle(way) : way.label} → {byId.get(way.to)?.label}
                    {way.status === 'open' && `, ${labels.openToYou}`}
                    {way.status === 'taken' && `, ${labels.taken}`}
                    {way.reasons && way.reasons.length > 0 && `: ${way.reasons.join('; ')}`}
                  </li>
                ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
