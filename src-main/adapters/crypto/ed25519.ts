import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { SigningKeys } from '#main/application/server/signing-keys.ts';
import { keyIdOf, type VerifySignature } from '#shared/audit/checkpoint.ts';

/** What RFC 8410 puts before the 32 bytes of a key. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Ed25519 of Node. Anything that is no key or no signature does not verify. */
export const verifySignature: VerifySignature = async (publicKey, text, signature) => {
  if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex'));
};

/** Reads a private key: PEM (PKCS#8), or its seed of 32 bytes in hex. Throws with words for whoever set it. */
export function readSigningKey(text: string): KeyObject {
  const written = text.trim();
  const isSeed = /^[0-9a-f]{64}$/i.test(written);
  if (!isSeed && !written.startsWith('-----BEGIN'))
    throw new Error('The signing key must be an Ed25519 private key: PEM, or its seed in 64 hex digits.');
  const key = isSeed
    ? createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, Buffer.from(written, 'hex')]), format: 'der', type: 'pkcs8' })
    : createPrivateKey(written);
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`The signing key must be Ed25519, and this one is ${key.asymmetricKeyType ?? 'unknown'}.`);
  return key;
}

/** Signs with a private key, under the name that follows from its public half. */
export function signingWith(key: KeyObject): SigningKeys {
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length).toString('hex');
  const keyId = keyIdOf(publicKey);
  return { keyId, keys: { [keyId]: publicKey }, sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('hex') };
}
