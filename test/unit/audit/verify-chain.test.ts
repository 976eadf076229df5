import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChainLine, verifyChain } from '#shared/audit/verify-chain.ts';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { CHAIN_START, leafOf, linked } from '#shared/kernel/chain.ts';
import type { Digest } from '#shared/kernel/digest.ts';
import type { Json } from '#shared/kernel/json.ts';
import { sealOf } from '#shared/model/seal.ts';

const start = { seq: 0, hash: CHAIN_START };

/** Lines as a server appends them. */
function chain(bodies: readonly Json[]): Required<Pick<ChainLine, 'seq' | 'canonical' | 'leaf' | 'hash'>>[] {
  let hash = CHAIN_START;
  return bodies.map((body, index) => {
    const canonical = canonicalJson(body);
    const leaf = leafOf(canonical);
    hash = linked(hash, leaf);
    return { seq: index + 1, canonical, leaf, hash };
  });
}
const five = chain([1, 2, 3, 4, 5].map((n) => ({ type: 'event', n })));
const last = five.at(-1)?.hash;
const nth = (seq: number) => {
  const line = five[seq - 1];
  if (!line) throw new Error(`There is no line ${seq}`);
  return line;
};
const instead = (seq: number, change: Partial<ChainLine>): ChainLine[] =>
  five.map((line) => (line.seq === seq ? { ...line, ...change } : line));

test('a chain that is as it was appended verifies, whole or from a place that is trusted', async () => {
  expect(await verifyChain(five, start)).toEqual({ ok: true, head: { seq: 5, hash: last }, count: 5 });
  const { seq, hash } = nth(2);
  expect(await verifyChain(five.slice(2), { seq, hash })).toEqual({ ok: true, head: { seq: 5, hash: last }, count: 3 });
  expect(await verifyChain([], start)).toEqual({ ok: true, head: start, count: 0 });
});

test('a witness who sees only leaves of some lines follows the chain all the same', async () => {
  const partly: ChainLine[] = five.map((line) => (line.seq % 2 === 0 ? line : { seq: line.seq, leaf: line.leaf, hash: line.hash }));
  expect(await verifyChain(partly, start)).toMatchObject({ ok: true, count: 5 });
});

test('lines may come one at a time', async () => {
  async function* slowly() {
    for (const line of five) yield await Promise.resolve(line);
  }
  expect(await verifyChain(slowly(), start)).toMatchObject({ ok: true });
});

const other = canonicalJson({ type: 'event', n: 9 });
test.each<[string, ChainLine[], object]>([
  ['a line that is missing', five.filter(({ seq }) => seq !== 3), { seq: 4, fault: 'gap' }],
  ['a line that is there twice', [...five.slice(0, 3), nth(3), ...five.slice(3)], { seq: 3, fault: 'gap' }],
  ['two lines that changed places', [nth(1), nth(3), nth(2)], { seq: 3, fault: 'gap' }],
  ['other bytes', instead(3, { canonical: other }), { seq: 3, fault: 'leaf' }],
  ['other bytes with their own digest', instead(3, { canonical: other, leaf: leafOf(other) }), { seq: 3, fault: 'link' }],
  [
    'other bytes with digest and hash',
    instead(3, { canonical: other, leaf: leafOf(other), hash: linked(nth(2).hash, leafOf(other)) }),
    { seq: 4, fault: 'link' },
  ],
  ['another digest', instead(3, { leaf: leafOf(other) }), { seq: 3, fault: 'leaf' }],
  ['another hash', instead(3, { hash: leafOf(other) }), { seq: 3, fault: 'link' }],
  ['nothing to check', [{ seq: 1, hash: nth(1).hash }], { seq: 1, fault: 'leaf' }],
])('%s is found, with the row and what is wrong', async (_, lines, expected) => {
  expect(await verifyChain(lines, start)).toMatchObject({ ok: false, ...expected });
});

test('bytes that are not canonical JSON are a fault, though their digest is right', async () => {
  for (const canonical of ['{"b":1,"a":2}', '{"a":1.0}', '{', '"\\ud800"', '{"a":1,"a":1}']) {
    const leaf = leafOf(canonical);
    expect(await verifyChain([{ seq: 1, canonical, leaf, hash: linked(CHAIN_START, leaf) }], start)).toMatchObject({
      ok: false,
      fault: 'bytes',
      head: start,
    });
  }
});

test('an erased value is no fault, an exchanged one is', async () => {
  const sealed = { salt: 's', value: 'Ada' };
  const digest = sealOf(sealed);
  expect(await verifyChain(instead(2, { values: { [digest]: sealed } }), start)).toMatchObject({ ok: true });
  expect(await verifyChain(instead(2, { values: {} }), start)).toMatchObject({ ok: true });
  expect(await verifyChain(instead(2, { values: { [digest]: { salt: 's', value: 'Eve' } } }), start)).toMatchObject({
    seq: 2,
    fault: 'sealed',
  });
});

test('whatever byte is changed, the row is named', async () => {
  const lines = chain([{ a: 'one' }, { b: 'two' }, { c: [1, 2, { d: 'three' }] }, { e: null }]);
  await fc.assert(
    fc.asyncProperty(fc.nat(3), fc.nat(), fc.integer({ min: 0, max: 127 }), async (index, place, code) => {
      const changed = lines.map((line, at) => {
        if (at !== index) return line;
        const where = place % line.canonical.length;
        return { ...line, canonical: line.canonical.slice(0, where) + String.fromCharCode(code) + line.canonical.slice(where + 1) };
      });
      const isSame = changed[index]?.canonical === lines[index]?.canonical;
      const report = await verifyChain(changed, start);
      expect(report).toMatchObject(isSame ? { ok: true } : { ok: false, seq: index + 1, fault: 'leaf' });
    }),
  );
});

test('what a digest is made of is its text: a digest in capitals is another text', async () => {
  expect(await verifyChain(instead(2, { hash: nth(2).hash.toUpperCase() as Digest }), start)).toMatchObject({ seq: 2, fault: 'link' });
});
