let kept: readonly (readonly string[])[] | null = null;

/** A block pasted into a list waits here for the import screen: pasting is importing, with the same look before anything is written. */
export function keepPasted(block: readonly (readonly string[])[]): void {
  kept = block;
}

/** The block, once. */
export function takePasted(): readonly (readonly string[])[] | null {
  const block = kept;
  kept = null;
  return block;
}
