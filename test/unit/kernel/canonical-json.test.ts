import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { digestOf } from '#shared/kernel/digest.ts';
import type { Json } from '#shared/kernel/json.ts';

/** The published test vectors of RFC 8785: sections 3.2.2 to 3.2.4 and the files that come with its reference code. */
const VECTORS: readonly { readonly name: string; readonly input: string; readonly canonical: string }[] = [
  {
    name: 'values',
    input: String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    canonical: String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  },
  {
    name: 'structures',
    input: String.raw`{"1":{"f":{"f":"hi","F":5},"\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}`,
    canonical: String.raw`{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}`,
  },
  { name: 'arrays', input: '[56,{"d":true,"10":null,"1":[]}]', canonical: '[56,{"1":[],"10":null,"d":true}]' },
  {
    name: 'french',
    input:
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
    canonical:
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
  },
  {
    name: 'keys in UTF-16 order',
    input: String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Dalet With Dagesh","1":"One","\ud83d\ude00":"Grinning Face","\u0080":"Control","\u00f6":"O With Diaeresis"}`,
    canonical: `{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"O With Diaeresis","€":"Euro Sign","😀":"Grinning Face","\ufb33":"Dalet With Dagesh"}`,
  },
];

/** RFC 8785, appendix B: a number by its IEEE 754 bits, and as it is written. */
const NUMBERS: readonly (readonly [bits: string, text: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555555', '333333333.3333333'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

const fromBits = (bits: string): number => new DataView(BigUint64Array.of(BigInt(`0x${bits}`)).buffer).getFloat64(0, true);

describe('canonical JSON', () => {
  test.each(VECTORS)('RFC 8785: $name', ({ input, canonical }) => {
    expect(canonicalJson(JSON.parse(input) as Json)).toBe(canonical);
  });

  test.each(NUMBERS)('RFC 8785 number %s is %s', (bits, text) => {
    expect(canonicalJson(fromBits(bits))).toBe(text);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'a\uD800', { '\uDC00': 1 }])('%j has no form', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('a member that is not there is left out', () => {
    const withGap: object = { a: undefined, b: null };
    expect(canonicalJson(withGap as Json)).toBe('{"b":null}');
  });

  test('reads back as the same value, and depends on nothing but the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme', depthSize: 'small' }), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        const text = canonicalJson(json);
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
        expect(JSON.parse(text)).toEqual(json);
      }),
    );
  });

  test('the order in which keys were written makes no difference', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).toReversed());
        expect(digestOf(turned)).toBe(digestOf(object));
      }),
    );
  });
});

test('the digest is SHA-256 over the canonical bytes', () => {
  // As sha256sum has it, of `{}` and of `{"a":"é"}` in UTF-8.
  expect(digestOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  expect(digestOf({ a: 'é' })).toBe('b3a092a6af48807fa9482b2ee140105575daa26d5b24b3c0e60a7e2dee6683b1');
});
