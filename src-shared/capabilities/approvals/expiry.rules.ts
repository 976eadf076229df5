import type { JsonObject } from '#shared/kernel/json.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';

export const isSuspended = ({ record }: Pick<BaseFacts, 'record'>): boolean => record.fields['suspended'] === true;

/** While a request is suspended its deadline stands still: what was left is kept, in milliseconds. */
export function pausedExpiry({ record, now }: Pick<BaseFacts, 'record' | 'now'>): JsonObject {
  const { expiresAt } = record.fields;
  if (typeof expiresAt !== 'string') return {};
  return { expiresAt: null, remainingMs: Math.max(0, Date.parse(expiresAt) - Date.parse(now)) };
}

/** The deadline counts on from where it stood. */
export function resumedExpiry({ record, now }: Pick<BaseFacts, 'record' | 'now'>): JsonObject {
  const { remainingMs } = record.fields;
  if (typeof remainingMs !== 'number') return {};
  return { expiresAt: new Date(Date.parse(now) + remainingMs).toISOString(), remainingMs: null };
}
