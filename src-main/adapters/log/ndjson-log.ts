import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogFacts, Logger } from '#main/application/ports.ts';

const rotateAt = 4 * 1024 * 1024;

/** One JSON line an event, appended at once (so that a crash keeps it), one older file kept. A log that cannot be written stops nothing. */
export function ndjsonLog(path: string, now: () => Date = () => new Date()): Logger {
  mkdirSync(dirname(path), { recursive: true });
  const write = (level: 'info' | 'error', event: string, facts: LogFacts, cause?: unknown) => {
    const line = `${JSON.stringify({ at: now().toISOString(), level, event, ...facts, ...described(cause) })}\n`;
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rotateAt) renameSync(path, `${path}.1`);
      appendFileSync(path, line, { mode: 0o600 });
    } catch (reason) {
      process.stderr.write(`log not written (${String(reason)}): ${line}`);
    }
  };
  return {
    info: (event, facts = {}) => write('info', event, facts),
    error: (event, facts = {}, cause) => write('error', event, facts, cause),
  };
}

/** A zod error's text repeats what was given, which may be a secret: only its kind and place are kept. */
function described(cause: unknown): Record<string, string> {
  if (cause === undefined) return {};
  if (!(cause instanceof Error)) return { error: typeof cause };
  const stack = (cause.stack ?? '').split('\n').slice(1, 12).join('\n');
  return { error: cause.name, ...(cause.name === 'ZodError' ? {} : { message: cause.message }), stack };
}
