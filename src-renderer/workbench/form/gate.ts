/** Lets one piece of work through at a time, and none after one has succeeded: a second press makes no second record. */
export type Gate = (work: () => Promise<boolean>) => Promise<void>;

/** `work` answers whether it succeeded; after a refusal the gate is open again. */
export function createGate(): Gate {
  let isShut = false;
  return async (work) => {
    if (isShut) return;
    isShut = true;
    let isDone = false;
    try {
      isDone = await work();
    } finally {
      isShut = isDone;
    }
  };
}
