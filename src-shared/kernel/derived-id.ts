import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Id, type NewId, timeOf } from './id.ts';

/**
 * Ids of what one command makes, in the order in which it makes them: the same on every host that decides it. So a record
 * that a prediction made is the very record that the server makes, and what was done to it offline stays meaningful.
 * Those of one prefix sort in the order in which they were made.
 */
export function derivedIds(cause: Id): NewId {
  const made = new Map<string, number>();
  return (prefix) => {
    const count = made.get(prefix) ?? 0;
    made.set(prefix, count + 1);
    const hash = bytesToHex(sha256(utf8ToBytes(`${cause} ${prefix} ${count}`)));
    const time = timeOf(cause).toString(16).padStart(12, '0');
    const variant = ((Number.parseInt(hash.charAt(0), 16) & 0x3) | 0x8).toString(16);
    const place = (count & 0xfff).toString(16).padStart(3, '0');
    return `${prefix}_${time}7${place}${variant}${hash.slice(1, 16)}` as Id;
  };
}
