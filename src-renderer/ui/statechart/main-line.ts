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

/**
 * The detours: states that whoever leads there can also pass by, and whose ways lead back rather than on. Ways to other
 * detours and to ends do not count. What a detour returns to first is a place of its own, not another detour.
 */
function detoursOf({ states, ways }: FlatChart, finals: ReadonlySet<string>): Set<string> {
  const order = new Map(states.map((state, index) => [state.id, index]));
  const at = (id: string) => order.get(id) ?? -1;
  const exitsOf = (id: string) => [...new Set(ways.filter((way) => way.from === id).map((way) => way.to))];
  const detours = new Set<string>();
  for (const { id, side } of states.toReversed()) {
    if (side !== undefined) {
      if (side) detours.add(id);
      continue;
    }
    const before = new Set(ways.filter((way) => way.to === id && at(way.from) < at(id)).map((way) => way.from));
    const canPass = before.size > 0 && [...before].every((other) => exitsOf(other).some((exit) => at(exit) > at(id) && !finals.has(exit)));
    const exits = exitsOf(id).filter((exit) => !finals.has(exit) && !detours.has(exit));
    const back = exits.filter((exit) => at(exit) < at(id)).length;
    const on = exits.length - back;
    const first = exitsOf(id)[0];
    const returnsFirst = first !== undefined && at(first) < at(id);
    const isReturnedTo = [...detours].some((detour) => exitsOf(detour)[0] === id);
    if (canPass && (back > on || (returnsFirst && back === on && !isReturnedTo))) detours.add(id);
  }
  return detours;
}

/**
 * The ids of the main line: the longest path through the states in their given order that takes no detour, and that ends
 * in an end which directly follows. What `side` says is stronger than what the ways look like.
 */
export function mainLine(chart: FlatChart): string[] {
  const { states, ways } = chart;
  const order = new Map(states.map((state, index) => [state.id, index]));
  const finals = new Set(states.filter((state) => !ways.some((way) => way.from === state.id)).map((state) => state.id));
  const detours = detoursOf(chart, finals);
  const follows = (from: number, to: number) => states.slice(from + 1, to).every((state) => detours.has(state.id));
  const best: { length: number; next: number }[] = [];
  for (let index = states.length - 1; index >= 0; index -= 1) {
    const state = states[index];
    let found = { length: state?.side === false ? 100 : 1, next: -1 };
    const own = found.length;
    for (const way of ways) {
      const to = order.get(way.to) ?? -1;
      const rest = best[to];
      const isEnd = finals.has(way.to) && states[to]?.side === undefined;
      if (way.from !== state?.id || to <= index || !rest || detours.has(way.to) || (isEnd && !follows(index, to))) continue;
      if (own + rest.length > found.length || (own + rest.length === found.length && found.next > to))
        found = { length: own + rest.length, next: to };
    }
    best[index] = found;
  }
  const line: string[] = [];
  let at = states.findIndex((state) => !detours.has(state.id));
  while (at >= 0) {
    const state = states[at];
    if (state) line.push(state.id);
    at = best[at]?.next ?? -1;
  }
  // States that were told to stand on the line do, even where no way leads there directly.
  const told = states.filter((state) => state.side === false && !line.includes(state.id)).map((state) => state.id);
  return [...line, ...told].toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}
