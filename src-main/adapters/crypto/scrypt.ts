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
const MAX_MEMORY = 256 * 1024 * 1024;

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

/** So many at a time: each takes 128 MB and one of the few threads that files and name look-ups need too. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running += 1;
  else
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  try {
    return await work();
  } finally {
    // The turn is handed on; only when nobody waits for it, it is free.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** The same text typed on different keyboards is the same passphrase: Unicode NFKC. */
function derive(passphrase: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
  const text = passphrase.normalize('NFKC');
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(text, salt, LENGTH, { N, r, p, maxmem: MAX_MEMORY }, (cause, key) => (cause ? reject(cause) : resolve(key)));
      }),
  );
}
