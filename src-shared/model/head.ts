import type { Json } from '../kernel/json.ts';

/** The narrow row that lists, boards, filters and counts work on: base columns and the fields marked `head`. */
export interface Head {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly label: string;
  readonly state: string | null;
  readonly archivedAt: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly externalId: string | null;
  readonly [column: string]: Json;
}

export const BASE_COLUMNS = [
  'id',
  'kind',
  'number',
  'label',
  'state',
  'archivedAt',
  'createdAt',
  'createdBy',
  'updatedAt',
  'externalId',
] as const;
