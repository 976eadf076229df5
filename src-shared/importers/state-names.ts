import type { AnyRecordDefinition } from '../model/definition.ts';
import { stateLabel, statesOf } from '../model/lifecycle.ts';
import { synonym } from './convert.ts';

/** Finds a state by its id, its label or what the file calls it. Only states that a record can be in, not their parents. */
export function stateNamed(
  definition: AnyRecordDefinition,
  values: { readonly [text: string]: string } | undefined,
): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const states = definition.lifecycle ? statesOf(definition.lifecycle) : [];
  const parents = new Set(states.map(({ parent }) => parent));
  for (const { id, label } of states) {
    if (parents.has(id)) continue;
    for (const name of [label, stateLabel(definition.lifecycle, id), id]) names.set(name.toLowerCase(), id);
  }
  return (text) => names.get(synonym(text, values).toLowerCase());
}
