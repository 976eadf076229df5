import { randomBytes } from 'node:crypto';
import type { RandomBytes } from '#shared/kernel/id.ts';

/** Bytes that nobody can guess: for tokens, codes, salts and ids. */
export const secureRandom: RandomBytes = (length) => new Uint8Array(randomBytes(length));
