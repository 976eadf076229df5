import { digestOfText } from '#shared/kernel/digest.ts';
import type { RandomBytes } from '#shared/kernel/id.ts';

/** Without letters that are mistaken for digits (Crockford), 32 of them: each says five bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What a session is known by: 256 bits in base64url. Only its digest is kept. */
export function newToken(random: RandomBytes): string {
  const bytes = random(32);
  let text = '';
  for (let bit = 0; bit < 256; bit += 6) {
    const [high = 0, low = 0] = [bytes[bit >> 3], bytes[(bit >> 3) + 1]];
    text += BASE64URL.charAt((((high << 8) | low) >> (10 - (bit & 7))) & 63);
  }
  return text;
}

/** What is read out or typed to take an invitation: 80 bits, in groups of four. */
export function newCode(random: RandomBytes): string {
  const letters = Array.from(random(CODE_LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return letters.replaceAll(/.{4}(?=.)/g, '$&-');
}

/** How a code was meant, however it was typed. */
const meant = (code: string): string => code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

export const tokenDigest = (token: string): string => digestOfText(`token ${token}`);
export const codeDigest = (code: string): string => digestOfText(`code ${meant(code)}`);
