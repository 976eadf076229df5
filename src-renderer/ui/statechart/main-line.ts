import type { Chart, ChartState, ChartWay } from './props.ts';

export interface FlatChart {
  /** Top-level states, in order; the ways of sub-states belong to their outermost parent. */
  readonly states: readonly ChartState[];
  readonly ways: readonly ChartWay[];
}

/** Folds sub-states into their parents. A parent with a current child is current and names it in its second line. */
export function flatten({ states, ways }: Chart): FlatChart {
  const byId = new Map(states.map((state) => [state.id, state]));
  const rootOf = (id: string): string => {
    let at = byId.get(id);
    for (let depth = 0; at?.parent !== undefined && depth < states.length; depth += 1) at = byId.get(at.parent);
    return at?.id ?? id;
  };
  const roots = states.filter((state) => state.parent === undefined);
  return {
    states: roots.map((root) => {
      const inner = states.filter((state) => state.id !== root.id && rootOf(state.id) === root.id);
      const here = inner.find((state) => state.current);
      const isVisited = root.visited === true || inner.some((state) => state.visited);
      return here ? { ...root, current: true, visited: isVisited, sub: root.sub ?? here.label } : { ...root, visited: isVisited };
    }),
    ways: ways
      .map((way) => ({ ...way, from: rootOf(way.from), to: rootOf(way.to) }))
      .filter((way) => way.from !== way.to && byId.has(way.from) && byId.has(way.to)),
  };
}

/** A detour: whoever leads there can also pass it by, and it leads back to one of them. */
function isDetour(index: number, order: ReadonlyMap<string, number>, ways: readonly ChartWay[], finals: ReadonlySet<string>): boolean {
  const at = (id: string) => order.get(id) ?? -1;
  const before = new Set(ways.filter((way) => at(way.to) === index && at(way.from) < index).map((way) => way.from));
  if (before.size === 0) return false;
  const leadsBack = ways.some((way) => at(way.from) === index && before.has(way.to));
  const canPass = [...before].every((id) => ways.some((way) => way.from === id && at(way.to) > index && !finals.has(way.to)));
  return leadsBack && canPass;
}

/**
 * The ids of the main line: the longest path through the states in their given order that takes no detour. What
 * `side` says is stronger than what the ways look like.
 */
export function mainLine({ states, ways }: FlatChart): string[] {
  const order = new Map(states.map((state, index) => [state.id, index]));
  const finals = new Set(states.filter((state) => !ways.some((way) => way.from === state.id)).map((state) => state.id));
  const weights = states.map((state, index) => {
    if (state.side !== undefined) return state.side ? 0 : 100;
    return isDetour(index, order, ways, finals) ? 0 : 1;
  });
  const best: { length: number; next: number }[] = [];
  for (let index = states.length - 1; index >= 0; index -= 1) {
    let found = { length: weights[index] ?? 0, next: -1 };
    for (const way of ways) {
      const to = order.get(way.to) ?? -1;
      const rest = best[to];
      if (way.from !== states[index]?.id || to <= index || !rest || weights[to] === 0) continue;
      const length = (weights[index] ?? 0) + rest.length;
      if (length > found.length || (length === found.length && found.next > to)) found = { length, next: to };
    }
    best[index] = found;
  }
  const line: string[] = [];
  let at = states.findIndex((_, index) => (weights[index] ?? 0) > 0);
  while (at >= 0) {
    const state = states[at];
    if (state) line.push(state.id);
    at = best[at]?.next ?? -1;
  }
  // States that were told to stand on the line do, even where no way leads there directly.
  const told = states.filter((state) => state.side === false && !line.includes(state.id)).map((state) => state.id);
  return [...line, ...told].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}
