import type { TFunction } from 'i18next';
import type { FieldConflict } from '#shared/model/record.ts';
import type { ConflictItem } from '#shared/sync/replica.ts';

/** One field that two people set, from the reader's side. */
export interface Sides {
  readonly field: string;
  readonly base: FieldConflict['base'];
  readonly mine: FieldConflict['given'];
  readonly theirs: FieldConflict['other'];
  readonly isMineStanding: boolean;
}

/** Turns a conflict to its reader: they may have given the values of the event, or those that stood there. */
export function sidesOf({ by, conflicts }: Pick<ConflictItem, 'by' | 'conflicts'>, me: string): Sides[] {
  const isGivenMine = by === me;
  return conflicts.map(({ field, base, given, other, kept }) => ({
    field,
    base,
    mine: isGivenMine ? given : other,
    theirs: isGivenMine ? other : given,
    isMineStanding: (kept === 'given') === isGivenMine,
  }));
}

/** Whose value stands, in two words. */
export function standsWords(item: Pick<ConflictItem, 'by' | 'conflicts'>, me: string, t: TFunction<'sync'>): string {
  const sides = sidesOf(item, me);
  if (sides.every(({ isMineStanding }) => isMineStanding)) return t('conflict.yoursStand');
  return sides.some(({ isMineStanding }) => isMineStanding) ? t('conflict.someStand') : t('conflict.theirsStand');
}
