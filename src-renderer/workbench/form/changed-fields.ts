import { sameJson } from '#shared/kernel/difference.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

/** What a form changed: the fields whose value is not the one that it began with. */
export const changedFields = (start: JsonObject, values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => !sameJson(start[name] ?? null, value)));
