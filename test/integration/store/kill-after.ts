/** Everything that changes a row. */
const METHODS = ['put', 'add', 'delete', 'clear'] as const;

/**
 * Lets `n` writes through; after it the disk hears nothing more, as after SIGKILL. `database` names the one that is killed,
 * where a test has others too.
 */
export function killAfter(n: number, database?: string) {
  const prototype = IDBObjectStore.prototype;
  const originals = METHODS.map((method) => [method, prototype[method]] as const);
  let writes = 0;
  let isDead = false;
  for (const [method, original] of originals) {
    function dying(this: IDBObjectStore, ...args: unknown[]): unknown {
      if (database !== undefined && this.transaction.db.name !== database) return Reflect.apply(original, this, args);
      if (isDead || writes >= n) {
        if (!isDead) {
          isDead = true;
          // The transaction under way never commits.
          this.transaction.abort();
        }
        throw new DOMException('The process is gone', 'AbortError');
      }
      writes++;
      return Reflect.apply(original, this, args);
    }
    Reflect.set(prototype, method, dying);
  }
  return {
    get wasReached() {
      return isDead;
    },
    revive() {
      for (const [method, original] of originals) Reflect.set(prototype, method, original);
    },
  };
}
