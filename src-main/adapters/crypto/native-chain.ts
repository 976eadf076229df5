import { createHash } from 'node:crypto';
import type { ChainHashes } from '#shared/audit/verify-chain.ts';
import type { Digest } from '#shared/kernel/digest.ts';

/** The chain's digests by Node's own SHA-256: the same as in `kernel/chain.ts`, several times faster. */
export const nativeChain: ChainHashes = {
  leafOf: (canonical) => createHash('sha256').update(canonical, 'utf8').digest('hex') as Digest,
  linked: (before, leaf) => createHash('sha256').update(before, 'hex').update(leaf, 'hex').digest('hex') as Digest,
};
