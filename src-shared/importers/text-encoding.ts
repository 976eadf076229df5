import type { Refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { badFile } from './bad-file.ts';

/** The encodings that text files come in. `utf-16` takes its byte order from the mark, or from where the zeros are. */
export const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-1', 'utf-16'] as const;
export type TextEncoding = (typeof ENCODINGS)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** What windows-1252 has where ISO 8859-1 has control characters; 0 is not assigned. */
const C1 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019,
  0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

interface Units {
  readonly units: Uint16Array;
  readonly length: number;
  /** The first byte that does not belong, and whether it is the file's end that is missing. */
  readonly fault?: { readonly at: number; readonly cutOff: boolean };
}

/**
 * Text of bytes, strictly: what is not valid in the encoding is refused, never replaced. Without `declared`, a byte order
 * mark decides, and UTF-8 otherwise. Written by hand, because shared code compiles without `TextDecoder`.
 */
export function decodeText(bytes: Uint8Array, declared?: TextEncoding): Result<DecodedText, Refusal> {
  const mark = markOf(bytes);
  const encoding = declared ?? mark?.encoding ?? 'utf-8';
  if (mark && declared !== undefined && mark.encoding !== declared)
    return err(wrong(`The file is said to be ${declared}, and its first bytes say ${mark.encoding}.`, `Choose ${mark.encoding}.`));
  const body = bytes.subarray(mark?.length ?? 0);
  if (encoding === 'utf-16') return utf16Text(body, mark?.bigEndian);
  if (zeros(body) > 0) {
    return err(
      zeros(body) * 5 > Math.min(body.length, 4096)
        ? wrong('The file has a zero in every other byte: it is UTF-16.', 'Choose utf-16.')
        : badFile('binary', 'The file holds bytes that no text has; it is not a text file.'),
    );
  }
  if (encoding === 'utf-8') return utf8Text(body);
  if (isMultiByteUtf8(body)) return err(wrong(`The file is said to be ${encoding}, and it is UTF-8.`, 'Choose utf-8.'));
  return latinText(body, encoding);
}

const wrong = (message: string, help: string) => badFile('encoding', message, help);

function markOf(bytes: Uint8Array): { encoding: TextEncoding; length: number; bigEndian?: boolean } | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16', length: 2, bigEndian: false };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16', length: 2, bigEndian: true };
  return undefined;
}

function zeros(bytes: Uint8Array): number {
  let found = 0;
  for (const byte of bytes.subarray(0, 4096)) if (byte === 0) found++;
  return found;
}

function utf8Text(bytes: Uint8Array): Result<DecodedText, Refusal> {
  const { units, length, fault } = utf8Units(bytes);
  if (!fault) return textOf(units, length, 'utf-8');
  if (fault.cutOff)
    return err(badFile('truncated', 'The file ends in the middle of a character: it is cut off.', 'Copy or export it again.'));
  const line = bytes.subarray(0, fault.at).reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 1);
  const byte = (bytes[fault.at] ?? 0).toString(16).padStart(2, '0').toUpperCase();
  return err(wrong(`The file is not UTF-8: byte ${byte} in line ${line} does not belong.`, 'Choose its encoding, probably windows-1252.'));
}

/** After the table of well-formed sequences in Unicode 3.9: no overlong forms, no surrogates, nothing above U+10FFFF. */
function utf8Units(bytes: Uint8Array): Units {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) {
      units[length++] = lead;
      i++;
      continue;
    }
    const size = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (size === 0) return { units, length, fault: { at: i, cutOff: false } };
    let point = lead & (0xff >> (size + 1));
    for (let k = 1; k < size; k++) {
      const next = bytes[i + k];
      const low = k === 1 ? (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80) : 0x80;
      const high = k === 1 ? (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf) : 0xbf;
      if (next === undefined) return { units, length, fault: { at: i, cutOff: true } };
      if (next < low || next > high) return { units, length, fault: { at: i, cutOff: false } };
      point = (point << 6) | (next & 0x3f);
    }
    if (point > 0xffff) {
      units[length++] = 0xd7c0 + (point >> 10);
      units[length++] = 0xdc00 | (point & 0x3ff);
    } else units[length++] = point;
    i += size;
  }
  return { units, length };
}

function isMultiByteUtf8(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80) && utf8Units(bytes).fault === undefined;
}

function latinText(bytes: Uint8Array, encoding: 'windows-1252' | 'iso-8859-1'): Result<DecodedText, Refusal> {
  const units = new Uint16Array(bytes.length);
  for (const [i, byte] of bytes.entries()) {
    const isC1 = byte >= 0x80 && byte <= 0x9f;
    const unit = isC1 && encoding === 'windows-1252' ? (C1[byte - 0x80] ?? 0) : byte;
    if (isC1 && (encoding === 'iso-8859-1' || unit === 0)) {
      const name = byte.toString(16).toUpperCase();
      return err(
        wrong(
          `Byte ${name} is no letter in ${encoding}.`,
          encoding === 'iso-8859-1' ? 'Choose windows-1252.' : 'Choose the encoding of the file.',
        ),
      );
    }
    units[i] = unit;
  }
  return textOf(units, units.length, encoding);
}

function utf16Text(bytes: Uint8Array, marked?: boolean): Result<DecodedText, Refusal> {
  if (bytes.length % 2 === 1) return err(badFile('truncated', 'The file ends in the middle of a character: it is cut off.'));
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < Math.min(bytes.length, 4096); i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (even + odd === 0 && bytes.length > 0) return err(wrong('The file is said to be utf-16, and it is not.', 'Choose utf-8.'));
  const isBig = marked ?? even > odd;
  const units = new Uint16Array(bytes.length / 2);
  for (let i = 0; i < units.length; i++) {
    const first = bytes[2 * i] ?? 0;
    const second = bytes[2 * i + 1] ?? 0;
    units[i] = isBig ? (first << 8) | second : (second << 8) | first;
  }
  return textOf(units, units.length, 'utf-16');
}

function textOf(units: Uint16Array, length: number, encoding: TextEncoding): Result<DecodedText, Refusal> {
  for (let i = 0; i < length; i++) {
    const unit = units[i] ?? 0;
    if (unit < 0x20 && unit !== 9 && unit !== 10 && unit !== 13 && unit !== 12)
      return err(badFile('binary', 'The file holds characters that no text has; it is not a text file.'));
  }
  const parts: string[] = [];
  for (let i = 0; i < length; i += 8192) parts.push(String.fromCharCode(...units.subarray(i, Math.min(length, i + 8192))));
  const text = parts.join('');
  return text.isWellFormed() ? ok({ text, encoding }) : err(wrong('The file holds halves of characters.', 'Choose its encoding.'));
}
