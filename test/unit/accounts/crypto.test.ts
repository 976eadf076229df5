import { expect, test } from 'vitest';
import { secureRandom } from '#main/adapters/crypto/random.ts';
import { scryptHash } from '#main/adapters/crypto/scrypt.ts';
import { codeDigest, newToken } from '#main/application/server/accounts/tokens.ts';
import { waitAfter } from '#main/application/server/accounts/throttle.rules.ts';
import { seededBytes } from '#test/support/memory-store.ts';

test('a passphrase is kept as scrypt with N = 2^17, and verifies', async () => {
  const hash = scryptHash();
  const verifier = await hash.hash('four words in a row');
  expect(verifier).toMatch(/^scrypt\$131072\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await hash.verify('four words in a row', verifier)).toBe(true);
}, 60_000);

test('each is salted; what was kept at another cost still verifies; keyboards do not matter', async () => {
  const [weak, other] = [scryptHash({ N: 2, r: 1, p: 1 }), scryptHash({ N: 4, r: 2, p: 1 })];
  const verifier = await weak.hash('caf\u00e9 au lait');
  expect(await weak.hash('caf\u00e9 au lait')).not.toBe(verifier);
  expect(await other.verify('cafe\u0301 au lait', verifier)).toBe(true);
  expect(await weak.verify('cafe au lait', verifier)).toBe(false);
  await expect(weak.verify('x', 'plain$x')).rejects.toThrow('unknown form');
});

test('many at once all come to their turn', async () => {
  const hash = scryptHash({ N: 2, r: 1, p: 1 });
  const verifier = await hash.hash('one');
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => hash.verify(index % 3 === 0 ? 'one' : 'two', verifier)));
  expect(answers.filter(Boolean)).toHaveLength(10);
});

test('a token is 256 bits in base64url', () => {
  for (let seed = 0; seed < 50; seed++) expect(newToken(seededBytes(seed))).toBe(Buffer.from(seededBytes(seed)(32)).toString('base64url'));
  expect(newToken(secureRandom)).not.toBe(newToken(secureRandom));
});

test('a code is what was meant, however it is typed', () => {
  expect(codeDigest('0o1l-iAB')).toBe(codeDigest(' 00 111AB '));
});

test('the wait begins after five attempts, doubles, and ends at an hour', () => {
  expect([1, 4, 5, 6, 7, 11, 12, 60].map(waitAfter)).toEqual([0, 0, 30_000, 60_000, 120_000, 1_920_000, 3_600_000, 3_600_000]);
});
