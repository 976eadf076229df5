import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSigningKey, signingWith, verifySignature } from '#main/adapters/crypto/ed25519.ts';
import { verifySignature as inBrowsers } from '#renderer/store/sync/verify-signature.ts';
import { checkpointText, extendsCheckpoints, type SignedPlace, verifyCheckpoint } from '#shared/audit/checkpoint.ts';
import { type Digest, digestOfText } from '#shared/kernel/digest.ts';

const signing = signingWith(readSigningKey('11'.repeat(32)));
const hashOf = (seq: number, log = 'a'): Digest => digestOfText(`${log} ${seq}`);

function signed(seq: number, more: Partial<SignedPlace> = {}): SignedPlace {
  const place = { epoch: 'e1', seq, hash: hashOf(seq), at: '2026-11-02T09:00:00.000Z', keyId: signing.keyId, ...more };
  return { ...place, signature: signing.sign(checkpointText(place)) };
}

test.each([
  ['node', verifySignature],
  ['the browser', inBrowsers],
])('a checkpoint verifies under the key that signed it, in %s', async (_, verify) => {
  const checkpoint = signed(7);
  expect(await verifyCheckpoint(checkpoint, signing.keys, verify)).toBe('valid');
  for (const change of [{ seq: 8 }, { hash: hashOf(8) }, { epoch: 'e2' }, { at: '2026-11-02T09:00:00.001Z' }])
    expect(await verifyCheckpoint({ ...checkpoint, ...change }, signing.keys, verify)).toBe('forged');
  for (const signature of ['', 'zz', '00'.repeat(64), `${checkpoint.signature}00`, checkpoint.signature.toUpperCase()])
    expect(await verifyCheckpoint({ ...checkpoint, signature }, signing.keys, verify)).toBe('forged');
});

test('a key that is not known, or that is put under the name of another, proves nothing', async () => {
  const other = signingWith(readSigningKey('22'.repeat(32)));
  expect(await verifyCheckpoint(signed(7), other.keys, verifySignature)).toBe('unknownKey');
  const exchanged = { [signing.keyId]: other.keys[other.keyId] ?? '' };
  expect(await verifyCheckpoint(signed(7), exchanged, verifySignature)).toBe('unknownKey');
  expect(await verifyCheckpoint(signed(7), { constructor: '' }, verifySignature)).toBe('unknownKey');
});

test('a host that cannot tell says so', async () => {
  expect(await verifyCheckpoint(signed(7), signing.keys, async () => undefined)).toBe('cannotTell');
});

test('a signing key is read as PEM or as a seed; anything else is refused in words', () => {
  const pem = readSigningKey('11'.repeat(32)).export({ format: 'pem', type: 'pkcs8' }).toString();
  expect(signingWith(readSigningKey(`\n${pem}`))).toMatchObject({ keyId: signing.keyId, keys: signing.keys });
  expect(() => readSigningKey('secret')).toThrow('Ed25519 private key');
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  expect(() => readSigningKey(other)).toThrow('must be Ed25519');
});

test('a log extends what its witnesses saw, or the checkpoint that it contradicts is named', async () => {
  const seen = [signed(3), signed(7)];
  const log = { seq: 9, hash: hashOf(9), epoch: 'e1' };
  expect(await extendsCheckpoints(log, seen, async (seq) => hashOf(seq))).toEqual({ ok: true });
  expect(await extendsCheckpoints({ ...log, seq: 7, hash: hashOf(7) }, seen, async (seq) => hashOf(seq))).toEqual({ ok: true });
  expect(await extendsCheckpoints({ ...log, seq: 5 }, seen, async (seq) => hashOf(seq))).toEqual({
    ok: false,
    checkpoint: seen[1],
    fault: 'shorter',
  });
  expect(await extendsCheckpoints(log, seen, async (seq) => hashOf(seq, seq > 5 ? 'b' : 'a'))).toEqual({
    ok: false,
    checkpoint: seen[1],
    fault: 'differs',
  });
  expect(await extendsCheckpoints(log, seen, async () => undefined)).toMatchObject({ ok: false, checkpoint: seen[0], fault: 'differs' });
  expect(await extendsCheckpoints({ ...log, epoch: 'e2' }, seen, async () => undefined)).toEqual({ ok: true });
});
