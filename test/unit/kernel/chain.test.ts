import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHAIN_START, leafOf, linked } from '#shared/kernel/chain.ts';
import type { Digest } from '#shared/kernel/digest.ts';

const headOf = (lines: readonly string[]): Digest => lines.map(leafOf).reduce(linked, CHAIN_START);

test('a leaf is SHA-256 of the bytes, a link SHA-256 of the hash before and the leaf: any program can check it', () => {
  const text = '{"name":"Zoë"}';
  const leaf = createHash('sha256').update(text, 'utf8').digest();
  expect(leafOf(text)).toBe(leaf.toString('hex'));
  expect(linked(CHAIN_START, leafOf(text))).toBe(createHash('sha256').update(Buffer.alloc(32)).update(leaf).digest('hex'));
  expect(linked(CHAIN_START, leafOf('{}'))).toBe('961af672d320bfb80e482edf9e092930b12b6f10f28ac4913d1d64c49219da68');
});

test('any other line, any other order and any line less gives another hash', () => {
  const lines = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(lines, fc.nat(), fc.nat(), fc.string(), (all, a, b, other) => {
      const [i, j] = [a % all.length, b % all.length];
      const swapped = all.map((line, at) => (at === i ? (all[j] ?? '') : at === j ? (all[i] ?? '') : line));
      const changed = all.with(i, other);
      const shorter = all.toSpliced(i, 1);
      for (const one of [swapped, changed, shorter]) {
        const isSame = JSON.stringify(one) === JSON.stringify(all);
        expect(headOf(one) === headOf(all)).toBe(isSame);
      }
    }),
  );
});
