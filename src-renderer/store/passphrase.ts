import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { RandomBytes } from '#shared/kernel/id.ts';

/**
 * Passphrases are kept as scrypt verifiers with a salt each. What this protects is who someone is in the trail: it
 * keeps colleagues on one laptop from acting as each other. It does not encrypt the data on the disk.
 */
export interface Verifier {
  readonly salt: string;
  readonly verifier: string;
  readonly parameters: ScryptParameters;
}
export interface ScryptParameters {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's scrypt setting for 32 MiB: about half a second on a laptop. Kept with each verifier, so that it can rise. */
const SCRYPT: ScryptParameters = { N: 2 ** 15, r: 8, p: 3 };

export async function verifierOf(passphrase: string, random: RandomBytes, parameters: ScryptParameters = SCRYPT): Promise<Verifier> {
  const salt = random(16);
  return { salt: bytesToHex(salt), verifier: bytesToHex(await derive(passphrase, salt, parameters)), parameters };
}

export async function isPassphrase(passphrase: string, { salt, verifier, parameters }: Verifier): Promise<boolean> {
  return equalInConstantTime(await derive(passphrase, hexToBytes(salt), parameters), hexToBytes(verifier));
}

/** The same characters typed on another keyboard give the same bytes. */
const derive = (passphrase: string, salt: Uint8Array, parameters: ScryptParameters) =>
  scryptAsync(utf8ToBytes(passphrase.normalize('NFKC')), salt, { ...parameters, dkLen: 32, asyncTick: 12 });

function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
