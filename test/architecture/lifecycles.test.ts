import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { initialState, statesOf, waysOf } from '#shared/model/lifecycle.ts';

/** Everything that would let a lifecycle do something by itself. Deadlines are commands; effects are patches. */
const forbidden = new Set([
  'invoke',
  'after',
  'always',
  'entry',
  'exit',
  'actions',
  'onDone',
  'onEntry',
  'onExit',
  'history',
  'activities',
]);

const lifecycles = registry.kinds.flatMap((definition) =>
  definition.lifecycle ? [{ kind: definition.kind, definition, lifecycle: definition.lifecycle }] : [],
);
const shipped = JSON.parse(readFileSync('test/architecture/shipped-states.json', 'utf8')) as { readonly [kind: string]: readonly string[] };

/** The forbidden words in a machine's configuration, with the path to each. */
function forbiddenIn(config: unknown, path = ''): string[] {
  if (typeof config !== 'object' || config === null) return [];
  return Object.entries(config).flatMap(([key, value]) => {
    const here = `${path}/${key}`;
    // Below `states` and `on` the keys are the lifecycle's own words.
    const isName = /\/(states|on|meta)$/.test(path);
    const isForbidden = !isName && (forbidden.has(key) || (key === 'type' && (value === 'parallel' || value === 'history')));
    return [...(isForbidden ? [here] : []), ...forbiddenIn(value, here)];
  });
}

test('the registry has lifecycles to look at', () => {
  expect(lifecycles.length).toBeGreaterThan(0);
});

describe.each(lifecycles)('the lifecycle of $kind', ({ kind, definition, lifecycle }) => {
  const states = statesOf(lifecycle);
  const ways = waysOf(lifecycle);
  const leaves = states.filter(({ id }) => !states.some(({ parent }) => parent === id));

  test('does nothing by itself', () => {
    expect(forbiddenIn(lifecycle.machine.config)).toEqual([]);
    expect(lifecycle.id).toBe(kind);
  });

  test('says of every state what it is called and what it means', () => {
    const meta = new Map(states.map((state) => [state.id, state]));
    expect([...meta.values()].filter(({ label, description }) => label === '' || description === '').map(({ id }) => id)).toEqual([]);
  });

  test('says of every way what it does', () => {
    expect(ways.filter(({ description }) => description === '').map(({ event, from }) => `${from} –${event}→`)).toEqual([]);
  });

  test('uses guards that exist, and all of them', () => {
    const used = new Set(ways.flatMap(({ when, needs }) => [...when, ...needs]));
    expect([...used].filter((name) => !Object.hasOwn(lifecycle.guards, name))).toEqual([]);
    expect(Object.keys(lifecycle.guards).filter((name) => !used.has(name))).toEqual([]);
  });

  test('words every refusal', () => {
    const unworded = Object.entries(lifecycle.guards).filter(([, guard]) => !/([.?!]|\{\w+\})$/.test(guard.unmet));
    expect(unworded.map(([name, guard]) => `${name}: ${guard.unmet}`)).toEqual([]);
  });

  test('has words and a permission for every event, and a way for every event that has them', () => {
    const used = new Set(ways.map(({ event }) => event));
    expect([...used].toSorted()).toEqual(Object.keys(lifecycle.events).toSorted());
    for (const [event, spec] of Object.entries(lifecycle.events)) {
      expect(spec.permission.words, event).not.toBe('');
      expect(spec.label, event).not.toBe('');
      expect(spec.past, event).toMatch(/^[a-z][A-Za-z]*$/);
    }
    const undone = Object.values(lifecycle.events).flatMap(({ undo }) => undo ?? []);
    expect(undone.filter((event) => !used.has(event))).toEqual([]);
  });

  test('names guards and fields that the record has', () => {
    const fields = Object.entries(lifecycle.guards).flatMap(([name, { field }]) => (field === undefined ? [] : [[name, field] as const]));
    const inputs = new Set(Object.values(lifecycle.events).flatMap(({ input }) => Object.keys(input ?? {})));
    expect(fields.filter(([, field]) => !Object.hasOwn(definition.fields, field) && !inputs.has(field))).toEqual([]);
  });

  test('watches deadlines in columns that lists have, in states that exist', () => {
    for (const deadline of lifecycle.deadlines) {
      expect(definition.fields[deadline.column]?.head, deadline.column).toBe(true);
      expect(Object.keys(lifecycle.events)).toContain(deadline.event);
      expect(deadline.states.filter((state) => !states.some(({ id }) => id === state))).toEqual([]);
    }
  });

  test('reaches every state from the first one, or by import', () => {
    const isWithin = (state: string, ancestor: string) => state === ancestor || state.startsWith(`${ancestor}.`);
    const reached = new Set([initialState(lifecycle)]);
    for (const state of reached) for (const way of ways) if (isWithin(state, way.from)) reached.add(way.to);
    expect(leaves.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
  });

  test('has a way on from every state that is not final', () => {
    const isWithin = (state: string, ancestor: string) => state === ancestor || state.startsWith(`${ancestor}.`);
    const stuck = leaves.filter(({ id, final }) => !final && !ways.some(({ from }) => isWithin(id, from)));
    expect(stuck.map(({ id }) => id)).toEqual([]);
  });

  test('keeps every state that was ever shipped, or says what became of it', () => {
    const present = new Set(leaves.map(({ id }) => id));
    const mapped = new Set(Object.values(definition.migrations?.states ?? {}).flatMap((table) => Object.keys(table)));
    expect((shipped[kind] ?? []).filter((state) => !present.has(state) && !mapped.has(state))).toEqual([]);
    // A new state is added to shipped-states.json by hand, in the commit that ships it; nothing is ever taken out.
    expect([...present].filter((state) => !(shipped[kind] ?? []).includes(state))).toEqual([]);
  });
});
