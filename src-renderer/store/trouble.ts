import { type Refusal, refusal } from '#shared/kernel/refusal.ts';

/** Thrown when a workspace cannot be opened or a file cannot be restored; carries the reason in words. */
export class StoreTrouble extends Error {
  readonly refusal: Refusal;
  constructor(reason: Refusal, cause?: unknown) {
    super(reason.message, { cause });
    this.name = 'StoreTrouble';
    this.refusal = reason;
  }
}

/** What a failed write means, in words. Nothing that was said to be saved before is affected, and nothing is half-written. */
export function troubleOf(error: unknown): Refusal {
  const names = namesOf(error);
  const has = (name: string) => names.includes(name);
  if (has('QuotaExceededError'))
    return refusal('store.full', 'There is no space left on this device, so nothing was changed.', [
      { code: 'store.full', message: 'The disk, or what the browser allows this site, is full.', help: 'Free some space, then try again.' },
    ]);
  if (has('MissingAPIError') || has('SecurityError'))
    return refusal('store.unavailable', 'This browser does not let Countersign keep data.', [
      {
        code: 'store.unavailable',
        message: 'Site data is blocked, or the window is a private one.',
        help: 'Allow site data for this address.',
      },
    ]);
  if (has('DatabaseClosedError') || has('InvalidStateError') || has('NotFoundError'))
    return refusal('store.closed', 'The data of this workspace can no longer be reached from this window, so nothing was changed.', [
      {
        code: 'store.closed',
        message: 'Its database was closed: by another window that updates or deletes it, or because the browser removed it.',
        help: 'Reload the window.',
      },
    ]);
  if (has('VersionError'))
    return refusal('store.newer', 'A newer Countersign has used this workspace. This one is too old to open it.', [
      { code: 'store.newer', message: 'The data has a newer form.', help: 'Reload the window or update Countersign.' },
    ]);
  return refusal('store.failed', 'The disk refused the change, so nothing was changed.', [
    {
      code: 'store.failed',
      message: error instanceof Error ? error.message : String(error),
      help: 'Try again; if it stays, make a backup.',
    },
  ]);
}

const OF_THE_DISK = new Set([
  'QuotaExceededError',
  'DatabaseClosedError',
  'InvalidStateError',
  'NotFoundError',
  'AbortError',
  'UnknownError',
  'TimeoutError',
  'TransactionInactiveError',
  'MissingAPIError',
]);

/** Whether an error is the disk's or the browser's, so that it is told in words; anything else is a bug and is thrown. */
export const isOfTheDisk = (error: unknown): boolean => namesOf(error).some((name) => OF_THE_DISK.has(name));

/** An error's own name and those of what caused it: Dexie wraps what the browser said. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let at: unknown = error; at instanceof Error || at instanceof DOMException;) {
    names.push(at.name);
    const { inner, cause } = at as { inner?: unknown; cause?: unknown };
    const next = inner ?? cause;
    if (next === at) break;
    at = next;
  }
  return names;
}
