import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from '#shared/importers/text-encoding.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: number[]) => Uint8Array.from(values);

test('UTF-8 is decoded like the platform decodes it, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const printable = text.replaceAll(/\p{Cc}/gu, '');
      const decoded = decodeText(utf8(printable));
      const expected = new TextDecoder('utf-8').decode(utf8(printable));
      expect(decoded.ok && decoded.value.text).toBe(expected);
    }),
  );
});

test('bytes that are not UTF-8 are refused exactly where the platform refuses them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (random) => {
      const body = random.map((byte) => (byte < 0x20 ? byte + 0x20 : byte));
      let platform = true;
      try {
        new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
      } catch {
        platform = false;
      }
      expect(decodeText(body).ok || (body[0] ?? 0) >= 0xfe).toBe(platform || (body[0] ?? 0) >= 0xfe);
    }),
  );
});

test('a byte order mark names the encoding', () => {
  expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0x61))).toMatchObject({ ok: true, value: { text: 'a', encoding: 'utf-8' } });
  expect(decodeText(bytes(0xff, 0xfe, 0x61, 0x00, 0xe9, 0x00))).toMatchObject({ ok: true, value: { text: 'aé', encoding: 'utf-16' } });
  expect(decodeText(bytes(0xfe, 0xff, 0x00, 0x61, 0x00, 0xe9))).toMatchObject({ ok: true, value: { text: 'aé', encoding: 'utf-16' } });
});

test('UTF-16 without a mark is read when it is stated', () => {
  expect(decodeText(bytes(0x61, 0x00, 0x2c, 0x00), 'utf-16')).toMatchObject({ ok: true, value: { text: 'a,' } });
});

test('windows-1252 has its own letters', () => {
  expect(decodeText(bytes(0x80, 0x92, 0xe9), 'windows-1252')).toMatchObject({ ok: true, value: { text: '€’é' } });
});

test.each([
  ['latin bytes without a stated encoding', bytes(0x61, 0x0a, 0xe9, 0x62), undefined, /byte E9 in line 2/],
  ['UTF-8 said to be windows-1252', utf8('Zürich'), 'windows-1252', /it is UTF-8/],
  ['windows-1252 said to be iso-8859-1', bytes(0x61, 0x92), 'iso-8859-1', /no letter in iso-8859-1/],
  ['a byte that windows-1252 does not have', bytes(0x61, 0x81), 'windows-1252', /no letter in windows-1252/],
  ['plain text said to be utf-16', utf8('ab'), 'utf-16', /it is not/],
  ['UTF-16 without its mark', bytes(0x61, 0, 0x62, 0, 0x63, 0), undefined, /it is UTF-16/],
  ['a mark that says otherwise', bytes(0xff, 0xfe, 0x61, 0), 'utf-8', /first bytes say utf-16/],
  ['a character cut in the middle', bytes(0x61, 0xe2, 0x82), undefined, /cut off/],
  ['half a UTF-16 character', bytes(0xff, 0xfe, 0x61), undefined, /cut off/],
  ['binary', bytes(0x61, 0x01, 0x02), undefined, /not a text file/],
] as const)('%s is refused with its reason', (_name, body, encoding, reason) => {
  const decoded = decodeText(body, encoding);
  expect(decoded.ok).toBe(false);
  expect(!decoded.ok && decoded.error.unmet[0]?.message).toMatch(reason);
});
