import type { VerifySignature } from '#shared/audit/checkpoint.ts';

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

/**
 * Ed25519 by Web Crypto. It cannot tell on plain http from another machine, where browsers have no `crypto.subtle`, and in
 * those that do not know Ed25519 yet.
 */
export const verifySignature: VerifySignature = async (publicKey, text, signature) => {
  if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  try {
    const key = await subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify']);
    return await subtle.verify('Ed25519', key, bytesOf(signature), new TextEncoder().encode(text));
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'NotSupportedError') return undefined;
    // A point that is not on the curve is no key.
    if (cause instanceof DOMException) return false;
    throw cause;
  }
};
