import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Digest } from './digest.ts';

/** Where a chain begins: no line yet. */
export const CHAIN_START = '0'.repeat(64) as Digest;

/** A place in a hash chain: so many lines, and the hash over all of them. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: Digest;
}

/** The digest of one line: SHA-256 over its stored bytes, which are canonical JSON (RFC 8785). */
export const leafOf = (canonical: string): Digest => bytesToHex(sha256(utf8ToBytes(canonical))) as Digest;

/** `h(n) = SHA-256(h(n-1) ‖ leaf(n))`, over the 32-byte values. */
export const linked = (before: Digest, leaf: Digest): Digest =>
  bytesToHex(sha256(concatBytes(hexToBytes(before), hexToBytes(leaf)))) as Digest;
