/**
 * Ids are UUIDv7 (RFC 9562) in 32 hex digits behind a kind prefix: `chg_0199f0c2a1b27c3d8e4f5a6b7c8d9e0f`.
 * The prefix makes a kind a key range; the leading milliseconds make ids of one device sort by creation.
 */
export type Id = string & { readonly __id: never };

/** Fills an array with random bytes; injected, because shared code has no randomness of its own. */
export type RandomBytes = (length: number) => Uint8Array;
export type NewId = (prefix: string, at?: number) => Id;

const ID = /^[a-z]{2,5}_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/;

export const isId = (value: unknown): value is Id => typeof value === 'string' && ID.test(value);
export const prefixOf = (id: string): string => id.slice(0, id.indexOf('_'));

/** Reads the creation time (ms since the epoch) out of an id. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(id.indexOf('_') + 1, id.indexOf('_') + 13), 16);

/**
 * A maker of ids that stay in order within one millisecond and when the clock is set back: the 12 bits after the
 * version count up, and time never runs backwards within one maker.
 */
export function idMaker(random: RandomBytes, now: () => number): NewId {
  let last = 0;
  let sequence = 0;
  return (prefix, at = now()) => {
    if (at > last) {
      last = at;
      sequence = (random(2)[0] ?? 0) & 0x7f;
    } else if (++sequence > 0xfff) {
      last += 1;
      sequence = 0;
    }
    const tail = random(8);
    tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
    const hex = (value: number, width: number) => value.toString(16).padStart(width, '0');
    const rest = Array.from(tail, (byte) => hex(byte, 2)).join('');
    return `${prefix}_${hex(last, 12)}7${hex(sequence, 3)}${rest}` as Id;
  };
}
