import { canonicalJson } from '../kernel/canonical-json.ts';
import { type ChainHead, leafOf, linked } from '../kernel/chain.ts';
import type { Digest } from '../kernel/digest.ts';
import type { Json } from '../kernel/json.ts';
import type { SealedValues } from '../model/log-line.ts';
import { checkSealed } from '../model/seal.ts';

/** A stored line, as whoever verifies may see it: whole, or only its leaf. */
export interface ChainLine {
  readonly seq: number;
  readonly hash: Digest;
  readonly canonical?: string;
  readonly leaf?: Digest;
  /** What lies beside it. A value that is not there was erased, which is no fault. */
  readonly values?: SealedValues;
}

/**
 * What is wrong with a line. `gap`: another number was due. `leaf`: the bytes are not those of the stored digest. `bytes`: they
 * are not canonical JSON. `link`: the chain's hash does not follow from the line before. `sealed`: a value was exchanged.
 */
export type ChainFault = 'gap' | 'leaf' | 'bytes' | 'link' | 'sealed';

export type ChainReport =
  | { readonly ok: true; readonly head: ChainHead; readonly count: number }
  | {
      readonly ok: false;
      /** The last line that is good, and how many were. */
      readonly head: ChainHead;
      readonly count: number;
      readonly seq: number;
      readonly fault: ChainFault;
      readonly message: string;
    };

/** How digests are computed: in shared code, or faster by the host. */
export interface ChainHashes {
  leafOf(canonical: string): Digest;
  linked(before: Digest, leaf: Digest): Digest;
}

/** Follows lines from a place that is trusted (`CHAIN_START`, or a checkpoint) and stops at the first that is not as it was appended. */
export async function verifyChain(
  lines: AsyncIterable<ChainLine> | Iterable<ChainLine>,
  from: ChainHead,
  hashes: ChainHashes = { leafOf, linked },
): Promise<ChainReport> {
  let head = from;
  for await (const line of lines) {
    const fault = faultOf(line, head, hashes);
    if (fault) return { ok: false, head, count: head.seq - from.seq, seq: line.seq, ...fault };
    head = { seq: line.seq, hash: line.hash };
  }
  return { ok: true, head, count: head.seq - from.seq };
}

interface Found {
  readonly fault: ChainFault;
  readonly message: string;
}

function faultOf(line: ChainLine, before: ChainHead, hashes: ChainHashes): Found | undefined {
  const { seq, hash, canonical, values = {} } = line;
  const due = before.seq + 1;
  if (seq !== due) return { fault: 'gap', message: `After line ${before.seq} comes line ${seq}, where line ${due} was due.` };
  const leaf = canonical === undefined ? line.leaf : hashes.leafOf(canonical);
  if (leaf === undefined) return { fault: 'leaf', message: `Of line ${seq} neither the bytes nor their digest are there.` };
  if (line.leaf !== undefined && line.leaf !== leaf)
    return { fault: 'leaf', message: `The bytes of line ${seq} are not those that its digest was made of.` };
  if (hashes.linked(before.hash, leaf) !== hash) return { fault: 'link', message: `Line ${seq} does not follow from the line before it.` };
  if (canonical !== undefined && !isCanonical(canonical))
    return { fault: 'bytes', message: `The bytes of line ${seq} are not canonical JSON.` };
  const [exchanged] = checkSealed(values);
  if (exchanged !== undefined)
    return { fault: 'sealed', message: `A value beside line ${seq} is not the one that was sealed (${exchanged}).` };
  return undefined;
}

function isCanonical(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text) as Json) === text;
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return false;
    throw cause;
  }
}
