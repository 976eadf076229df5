import { type BaseFacts, initialState, leavesOf, type Lifecycle, statesOf, step, waysOf } from '#shared/model/lifecycle.ts';

/** For each state: which event leads where, in words `event > state`. What is not in it must be refused. */
export type LifecycleTable = { readonly [state: string]: string };

/** Asks every event in every state under the given facts and writes down what happens, in the form of the table. */
export function tableOf<F extends BaseFacts>(lifecycle: Lifecycle<F>, facts: (state: string, event: string) => F): LifecycleTable {
  return Object.fromEntries(
    leavesOf(lifecycle).map((state) => [
      state,
      Object.keys(lifecycle.events)
        .flatMap((event) => {
          const found = step(lifecycle, state, event, facts(state, event));
          return found.unmet.length === 0 ? [`${event} > ${found.to}`] : [];
        })
        .join(', '),
    ]),
  );
}

/** Every state that can be reached from the first one by what the given worlds of facts allow. */
export function reachable<F extends BaseFacts>(
  lifecycle: Lifecycle<F>,
  worlds: readonly ((state: string, event: string) => F)[],
): string[] {
  const seen = new Set([initialState(lifecycle)]);
  for (const state of seen)
    for (const event of Object.keys(lifecycle.events))
      for (const facts of worlds) {
        const { to, unmet } = step(lifecycle, state, event, facts(state, event));
        if (to !== undefined && unmet.length === 0) seen.add(to);
      }
  return [...seen];
}

/** What a person would miss: states, ways and events without words, and events that no way has or that no table explains. */
export function undescribed<F extends BaseFacts>(lifecycle: Lifecycle<F>): string[] {
  const silent = [...statesOf(lifecycle), ...waysOf(lifecycle)].filter((one) => one.description.trim() === '');
  const written = new Set(waysOf(lifecycle).map((way) => way.event));
  const events = Object.entries(lifecycle.events);
  return [
    ...silent.map((one) => ('id' in one ? one.id : `${one.from} ${one.event}`)),
    ...events
      .filter(([name, { label, past }]) => !written.has(name) || !/^[A-Z]/.test(label) || !/^[a-z][A-Za-z]+$/.test(past))
      .map(([name]) => name),
    ...[...written].filter((event) => !Object.hasOwn(lifecycle.events, event)),
  ];
}
