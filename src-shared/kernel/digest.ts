import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';
import type { Json } from './json.ts';

/** SHA-256 over the canonical JSON, in 64 hex digits. Synchronous and the same on every host. */
export type Digest = string & { readonly __digest: never };

export const digestOf = (value: Json): Digest => digestOfText(canonicalJson(value));
export const digestOfText = (text: string): Digest => bytesToHex(sha256(utf8ToBytes(text))) as Digest;
