const perValue = 8;

/**
 * Whether a JSON value takes more than `cap` bytes, roughly: strings by their length, everything else as a few bytes each.
 * Stops as soon as the cap is passed, so that a huge input costs no more than the cap; a cycle ends the same way.
 */
export function isLargerThan(value: unknown, cap: number): boolean {
  let left = cap;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    left -= perValue;
    if (typeof next === 'string') left -= next.length;
    else if (ArrayBuffer.isView(next)) left -= next.byteLength;
    else if (Array.isArray(next)) {
      if (next.length * perValue > left) return true;
      for (const item of next) waiting.push(item);
    } else if (typeof next === 'object' && next !== null)
      for (const [key, item] of Object.entries(next)) {
        left -= key.length;
        waiting.push(item);
      }
    if (left < 0) return true;
  }
  return false;
}
