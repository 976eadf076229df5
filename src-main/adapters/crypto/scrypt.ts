import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PassphraseHash } from '#main/application/server/accounts/passphrase-hash.ts';

/** What guessing costs: memory is 128 · N · r bytes. OWASP's first choice for scrypt. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}
const STANDARD: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
const LENGTH = 32;

/** Passphrases are hashed with scrypt, each with its own salt; what was hashed at another cost still verifies. Tests ask for less cost. */
export function scryptHash(cost: ScryptCost = STANDARD): PassphraseHash {
  return {
    async hash(passphrase) {
      const salt = randomBytes(16);
      const hash = await derive(passphrase, salt, cost);
      return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
    },
    async verify(passphrase, verifier) {
      const [name, N, r, p, salt, hash] = verifier.split('$');
      if (name !== 'scrypt' || salt === undefined || hash === undefined) throw new Error('A stored passphrase has an unknown form');
      const expected = Buffer.from(hash, 'base64url');
      const given = await derive(passphrase, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

/** The same text typed on different keyboards is the same passphrase: Unicode NFKC. */
function derive(passphrase: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, LENGTH, { N, r, p, maxmem: 256 * N * r }, (cause, key) =>
      cause ? reject(cause) : resolve(key),
    );
  });
}
