import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findSigningKeys, openSigningKeys } from '#main/adapters/crypto/signing-key.ts';
import { scratchFolder } from '#test/support/scratch.ts';

test('the first start makes a key that only its owner can read; later ones sign with the same', async () => {
  const folder = join(await scratchFolder(), 'data');
  const keys = await Promise.all([openSigningKeys(folder, {}), openSigningKeys(folder, {}), openSigningKeys(folder, {})]);
  expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
  expect((await openSigningKeys(folder, {})).keys).toEqual(keys[0].keys);
  expect(await readdir(folder)).toEqual(['signing-key.pem']);
  expect((await stat(join(folder, 'signing-key.pem'))).mode & 0o777).toBe(0o600);
});

test('servers that share a database share a key through the environment', async () => {
  const environment = { COUNTERSIGN_SIGNING_KEY: 'ab'.repeat(32) };
  const [one, two] = [await openSigningKeys(await scratchFolder(), environment), await openSigningKeys(await scratchFolder(), environment)];
  expect(one.keys).toEqual(two.keys);
  expect(one.sign('x')).toBe(two.sign('x'));
});

test('a key that cannot be read stops the server: it must not sign under another one', async () => {
  const folder = await scratchFolder();
  await writeFile(join(folder, 'signing-key.pem'), 'broken');
  await expect(openSigningKeys(folder, {})).rejects.toThrow('Ed25519');
  await expect(openSigningKeys(await scratchFolder(), { COUNTERSIGN_SIGNING_KEY: 'broken' })).rejects.toThrow('Ed25519');
});

test('whoever only checks makes no key', async () => {
  const folder = await scratchFolder();
  expect(await findSigningKeys(folder, {})).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
  const { keyId } = await openSigningKeys(folder, {});
  expect((await findSigningKeys(folder, {}))?.keyId).toBe(keyId);
});
