import type { Problem } from '#shared/kernel/problem.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';

/** What a server or the way to it said no to, as a person reads it. */
export function refusedBy({ type, title, detail, issues = [] }: Problem): Refusal {
  const code = `sync.${type.slice(type.lastIndexOf(':') + 1)}`;
  return refusal(
    code,
    detail ?? title,
    issues.map(({ path, message }) => ({ code, message: `${path} ${message}`, field: path.split('.').at(-1) ?? path })),
  );
}
