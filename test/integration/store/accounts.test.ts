import { expect, test } from 'vitest';
import { isPassphrase, verifierOf } from '#renderer/store/passphrase.ts';
import { seededBytes } from '#test/support/memory-store.ts';
import { ANNA, BEN, newName, noteDraft, open, openAsAnna, parcelDraft, PASSPHRASE, weakScrypt } from './open.ts';

const slot = () => {
  let token: string | null = null;
  return { get: () => token, set: (next: string | null) => void (token = next) };
};

test('several people use one laptop: each acts as themselves, a reload keeps the session, a new window has none', async () => {
  const name = newName();
  const session = slot();
  const first = await openAsAnna(name, { session });
  expect((await first.accounts.add(BEN, 'another four words')).ok).toBe(true);
  expect((await first.accounts.list()).map((account) => account.personId).toSorted()).toEqual([ANNA, BEN]);
  await first.accounts.signOut();
  expect(first.actor).toBeNull();
  expect((await first.accounts.signIn(BEN, 'another four words')).ok).toBe(true);
  const draft = parcelDraft(first, 'Ben made it');
  await first.dispatch(draft);
  expect((await first.reader.get(draft.recordId))?.createdBy).toBe(BEN);
  await first.close();

  const reloaded = await open(name, { session });
  expect(reloaded.actor?.personId).toBe(BEN);
  const other = await open(name, { session: slot() });
  expect(other.actor).toBeNull();
  await Promise.all([reloaded.close(), other.close()]);
});

test('wrong passphrases are throttled, also in another window and after a restart', async () => {
  const name = newName();
  let time = Date.parse('2026-05-01T10:00:00.000Z');
  const clock = () => time;
  const first = await openAsAnna(name, { clock });
  await first.accounts.signOut();
  const attempt = async (workspace = first, passphrase = 'wrong wrong wrong') => {
    const answer = await workspace.accounts.signIn(ANNA, passphrase);
    return answer.ok ? 'in' : answer.error.code;
  };
  expect([await attempt(), await attempt(), await attempt()]).toEqual(Array.from({ length: 3 }, () => 'account.wrongPassphrase'));
  expect(await attempt(first, PASSPHRASE)).toBe('account.throttled');
  await first.close();
  const second = await open(name, { clock });
  expect(await attempt(second, PASSPHRASE)).toBe('account.throttled');
  time += 1_100;
  expect(await attempt(second)).toBe('account.wrongPassphrase');
  time += 1_100;
  expect(await attempt(second, PASSPHRASE)).toBe('account.throttled');
  time += 1_000;
  expect(await attempt(second, PASSPHRASE)).toBe('in');
  expect(await attempt(second)).toBe('account.wrongPassphrase');
  await second.close();
});

test('a workspace is founded once; a short passphrase makes nothing', async () => {
  const workspace = await open(newName());
  const founding = (passphrase: string) => workspace.accounts.found([noteDraft(ANNA, 'Anna')], { personId: ANNA, passphrase });
  const short = await founding('short');
  expect(!short.ok && short.error.code).toBe('account.passphraseShort');
  expect(workspace.saveState.waiting).toBe(0);
  expect((await founding(PASSPHRASE)).ok).toBe(true);
  const again = await founding(PASSPHRASE);
  expect(!again.ok && again.error.code).toBe('account.founded');
  expect(workspace.actor?.personId).toBe(ANNA);
  await workspace.close();
});

test('a passphrase is changed with the old one; the old one then opens nothing', async () => {
  const workspace = await openAsAnna(newName());
  const wrong = await workspace.accounts.changePassphrase('not the one', 'new words for me');
  expect(!wrong.ok && wrong.error.code).toBe('account.wrongPassphrase');
  expect((await workspace.accounts.changePassphrase(PASSPHRASE, 'new words for me')).ok).toBe(true);
  await workspace.accounts.signOut();
  expect((await workspace.accounts.signIn(ANNA, PASSPHRASE)).ok).toBe(false);
  expect((await workspace.accounts.signIn(ANNA, 'new words for me')).ok).toBe(true);
  await workspace.close();
});

test('a verifier is scrypt with a salt of its own, and says nothing of the passphrase', async () => {
  const random = seededBytes(7);
  const one = await verifierOf(PASSPHRASE, random);
  const two = await verifierOf(PASSPHRASE, random, weakScrypt);
  expect(one.parameters).toEqual({ N: 32_768, r: 8, p: 3 });
  expect(one.salt).not.toBe(two.salt);
  expect(one.verifier).not.toBe(two.verifier);
  expect(JSON.stringify(one)).not.toContain('words');
  expect(await isPassphrase(PASSPHRASE, two)).toBe(true);
  expect(await isPassphrase(`${PASSPHRASE} `, two)).toBe(false);
  expect(await isPassphrase(PASSPHRASE.toUpperCase(), two)).toBe(false);
});
