/**
 * For work that nobody waits for: a bug is reported as uncaught, so that it is seen. That a database was closed under
 * it is no bug; it is how a window ends.
 */
export function unexpected(error: unknown): void {
  if (error instanceof Error && ['DatabaseClosedError', 'InvalidStateError', 'AbortError'].includes(error.name)) return;
  queueMicrotask(() => {
    throw error;
  });
}
