import type { Unmet } from '../kernel/refusal.ts';
import type { Actor, RecordOf } from './record.ts';

export interface PermissionContext {
  readonly actor: Actor;
  /** Absent when the question is about creating one. */
  readonly record?: RecordOf | undefined;
}

/** A sentence about who may: composable, explainable, pure. What no permission allows is denied. */
export interface Permission {
  /** In words that finish 'Needs …'. */
  readonly words: string;
  readonly test: (context: PermissionContext) => boolean;
}

export const permission = (words: string, test: Permission['test']): Permission => ({
  words,
  test,
});

export const nobody = permission('nobody: only the system does this', () => false);
export const anyone = permission('being signed in', ({ actor }) => actor.personId !== '');
export const granted = (grant: string, words: string) =>
  permission(words, ({ actor }) => actor.grants.includes(grant) || actor.grants.includes('admin'));
/** The actor is the person that the record's field names. */
export const named = (field: string, words: string) => permission(words, ({ actor, record }) => record?.fields[field] === actor.personId);
/** The actor is in the team that the record's field names. */
export const inTeam = (field: string, words: string) =>
  permission(words, ({ actor, record }) => {
    const team = record?.fields[field];
    return typeof team === 'string' && actor.teamIds.includes(team);
  });
export const created = permission('having created it', ({ actor, record }) => record?.createdBy === actor.personId);

export const and = (...all: Permission[]) =>
  permission(all.map((one) => one.words).join(', and '), (context) => all.every((one) => one.test(context)));
export const or = (...any: Permission[]) =>
  permission(any.map((one) => one.words).join(', or '), (context) => any.some((one) => one.test(context)));
export const not = (one: Permission) => permission(`not ${one.words}`, (context) => !one.test(context));

/** What is missing for this actor, or nothing. The system may do everything that guards allow. */
export function missingPermission(needed: Permission | undefined, context: PermissionContext): Unmet[] {
  if (context.actor.isSystem) return [];
  if (needed?.test(context)) return [];
  const words = (needed ?? nobody).words;
  return [
    {
      code: 'permission.missing',
      message: `You may not do this. It needs ${words}.`,
      params: { needs: words },
    },
  ];
}
