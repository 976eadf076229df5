import { expect, test } from 'vitest';
import { readSigningKey, signingWith } from '#main/adapters/crypto/ed25519.ts';
import { checkedRemote } from '#renderer/store/sync/checked-remote.ts';
import { httpRemote } from '#renderer/store/sync/http-remote.ts';
import { checkpointText } from '#shared/audit/checkpoint.ts';
import { digestOfText } from '#shared/kernel/digest.ts';
import { sealOf } from '#shared/model/seal.ts';
import type { Checkpoint } from '#shared/sync/protocol.schema.ts';

const signing = signingWith(readSigningKey('11'.repeat(32)));
const other = signingWith(readSigningKey('22'.repeat(32)));
const at = '2026-11-02T09:00:00.000Z';

function signed(by = signing): Checkpoint {
  const place = { epoch: 'e1', seq: 7, hash: digestOfText('7'), at, keyId: by.keyId };
  return { ...place, signature: by.sign(checkpointText(place)) };
}

/** A server that answers with this checkpoint and names the keys of `signing`. */
async function serverWith(checkpoint: Checkpoint | null, line?: object) {
  const end = { through: 0, hash: digestOfText('0'), head: 0, checkpoint };
  const session = {
    tenant: { id: 't', name: 'T' },
    personId: 'p',
    device: 'd',
    epoch: 'e1',
    scope: 's',
    head: 0,
    now: at,
    minimumClient: '0.0.0',
    isFounding: false,
    keys: signing.keys,
  };
  const manifest = { epoch: 'e1', scope: 's', seq: 7, hash: digestOfText('7'), checkpoint, numbers: {}, pages: [] };
  const lines = [...(line ? [line] : []), end].map((one) => JSON.stringify(one)).join('\n');
  const answers: { readonly [path: string]: object } = { 'v1/session': session, 'v1/pages': manifest };
  const answer = (path: string) => (path.startsWith('v1/pull') ? new Response(lines) : Response.json(answers[path]));
  const remote = checkedRemote(httpRemote(async (path) => answer(path), ''));
  expect((await remote.session()).ok).toBe(true);
  return { manifest: await remote.manifest(), pulled: await remote.pull({ after: 0, epoch: 'e1', scope: 's', limit: 1 }) };
}

test('a signed place of the log is kept as a testimony', async () => {
  const { manifest, pulled } = await serverWith(signed());
  expect(manifest).toMatchObject({ ok: true, value: { checkpoint: signed() } });
  expect(pulled).toMatchObject({ ok: true, value: [{ checkpoint: signed() }] });
});

test('one that was forged stops the following, in words', async () => {
  const { manifest, pulled } = await serverWith({ ...signed(), seq: 6 });
  for (const asked of [manifest, pulled]) expect(asked).toMatchObject({ ok: false, error: { status: 409 } });
});

test('one under a key that the server does not name is left out, and so is one that is not there', async () => {
  for (const checkpoint of [signed(other), null]) {
    const { manifest, pulled } = await serverWith(checkpoint);
    expect(manifest).toMatchObject({ ok: true, value: { checkpoint: null } });
    expect(pulled).toMatchObject({ ok: true, value: [{ checkpoint: null }] });
  }
});

test('a value beside a line is taken only when it is the one whose digest is in the log', async () => {
  const sealed = { salt: 's', value: 'Ada' };
  const line = (value: string) => ({ seq: 1, body: { type: 'event' }, values: { [sealOf(sealed)]: { ...sealed, value } } });
  expect((await serverWith(null, line('Ada'))).pulled.ok).toBe(true);
  expect((await serverWith(null, line('Eve'))).pulled).toMatchObject({ ok: false, error: { status: 409 } });
});
