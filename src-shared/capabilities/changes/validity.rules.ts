import type { JsonObject } from '#shared/kernel/json.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';

/** While a change is on hold, the time that its emergency authorization is valid stands still; what is left is kept in ms. */
export function pausedValidity({ record, now }: Pick<BaseFacts, 'record' | 'now'>): JsonObject {
  const { validUntil } = record.fields;
  if (typeof validUntil !== 'string') return {};
  return { validUntil: null, validMs: Math.max(0, Date.parse(validUntil) - Date.parse(now)) };
}

/** It counts on from where it stood. */
export function resumedValidity({ record, now }: Pick<BaseFacts, 'record' | 'now'>): JsonObject {
  const { validMs } = record.fields;
  if (typeof validMs !== 'number') return {};
  return { validUntil: new Date(Date.parse(now) + validMs).toISOString(), validMs: null };
}
