import { canonicalJson } from '../kernel/canonical-json.ts';
import { CHAIN_START, type ChainHead } from '../kernel/chain.ts';
import { type Digest, digestOfText } from '../kernel/digest.ts';

/** A place of a log that the server has signed: it cannot take back later what it said there. */
export interface SignedPlace {
  readonly epoch: string;
  readonly seq: number;
  readonly hash: Digest;
  readonly at: string;
  readonly keyId: string;
  /** Ed25519 over `checkpointText`, in hex. */
  readonly signature: string;
}

/** Ed25519 of the host. Keys and signatures in hex. `undefined`: this host cannot tell (a browser on plain http). */
export type VerifySignature = (publicKey: string, text: string, signature: string) => Promise<boolean | undefined>;

/** What is signed. */
export const checkpointText = ({ epoch, seq, hash, at, keyId }: Omit<SignedPlace, 'signature'>): string =>
  canonicalJson({ epoch, seq, hash, at, keyId });

/** A key's name follows from the key, so that nobody can put another key under a name that is known. */
export const keyIdOf = (publicKey: string): string => digestOfText(publicKey).slice(0, 16);

export type CheckpointVerdict = 'valid' | 'forged' | 'unknownKey' | 'cannotTell';

/** Whether one of the known keys (hex by key id) signed it. */
export async function verifyCheckpoint(
  checkpoint: SignedPlace,
  keys: { readonly [keyId: string]: string },
  verify: VerifySignature,
): Promise<CheckpointVerdict> {
  const key = Object.hasOwn(keys, checkpoint.keyId) ? keys[checkpoint.keyId] : undefined;
  if (key === undefined || keyIdOf(key) !== checkpoint.keyId) return 'unknownKey';
  const isValid = await verify(key, checkpointText(checkpoint), checkpoint.signature);
  if (isValid === undefined) return 'cannotTell';
  return isValid ? 'valid' : 'forged';
}

export type Extension =
  | { readonly ok: true }
  /** `shorter`: the log ends before the place. `differs`: it says something else there. */
  | { readonly ok: false; readonly checkpoint: SignedPlace; readonly fault: 'shorter' | 'differs' };

/**
 * Whether a log goes on from every checkpoint that a witness keeps. Those of another epoch are about another log.
 * `hashAt` answers the chain's hash at a place of the log in question.
 */
export async function extendsCheckpoints(
  head: ChainHead & { readonly epoch: string },
  checkpoints: readonly SignedPlace[],
  hashAt: (seq: number) => Promise<Digest | undefined>,
): Promise<Extension> {
  const about = checkpoints.filter(({ epoch }) => epoch === head.epoch).toSorted((a, b) => a.seq - b.seq);
  for (const checkpoint of about) {
    if (checkpoint.seq > head.seq) return { ok: false, checkpoint, fault: 'shorter' };
    const hash = checkpoint.seq === 0 ? CHAIN_START : checkpoint.seq === head.seq ? head.hash : await hashAt(checkpoint.seq);
    if (hash !== checkpoint.hash) return { ok: false, checkpoint, fault: 'differs' };
  }
  return { ok: true };
}
