import type { Unmet } from '#shared/kernel/refusal.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import type { Reader } from '#shared/model/reader.ts';
import { fieldIn, textIn } from '#shared/model/values.ts';

export interface SystemFacts extends BaseFacts {
  /** Names of the systems in use that need this one. */
  readonly dependents: readonly string[];
}

/** Dependents are looked up only where they decide something: imports of a hundred thousand systems ask for none. */
export async function systemFacts(base: BaseFacts, reader: Reader): Promise<SystemFacts> {
  const isNew = base.record.version === 0;
  const isOtherEdit = base.input['fields'] !== undefined && fieldIn(base.input, 'status') !== 'retired';
  const dependents = isNew || isOtherEdit ? [] : await reader.related('system', 'dependsOn', base.record.id);
  return {
    ...base,
    dependents: dependents.filter((one) => one.fields['status'] !== 'retired').map((one) => textIn(one.fields['name'])),
  };
}

/** A system is not called retired while others still need it. */
export const stillNeeded = (facts: SystemFacts): Unmet[] => (fieldIn(facts.input, 'status') === 'retired' ? neededBy(facts, 'status') : []);

/** Nor is it put away. */
export const missesNothing = (facts: SystemFacts): Unmet[] => neededBy(facts);

function neededBy({ dependents }: SystemFacts, field?: string): Unmet[] {
  if (dependents.length === 0) return [];
  const named = dependents.slice(0, 3).join(', ');
  const rest = dependents.length - 3;
  return [
    {
      code: 'system.stillNeeded',
      message: `${named}${rest > 0 ? ` and ${rest} more` : ''} still ${dependents.length === 1 ? 'depends' : 'depend'} on it.`,
      params: { count: dependents.length },
      help: 'Take it out of their “Depends on” first, or retire them too.',
      ...(field === undefined ? {} : { field }),
    },
  ];
}
