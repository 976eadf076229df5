import { digestOfText } from '#shared/kernel/digest.ts';
import type { RandomBytes } from '#shared/kernel/id.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { AccountRow, MetaRow, WorkspaceDatabase } from './database.ts';
import { isPassphrase, type ScryptParameters, verifierOf } from './passphrase.ts';

/** Where a window keeps its session: it outlives a reload and ends with the window. Holds a random token, never a passphrase. */
export interface SessionSlot {
  get(): string | null;
  set(token: string | null): void;
}

interface SessionRow extends MetaRow {
  readonly personId: string;
  readonly startedAt: string;
}

export interface AccountTools {
  readonly database: WorkspaceDatabase;
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly slot: SessionSlot;
  readonly scrypt?: ScryptParameters;
}

/** Who can sign in here, and who is signed in in this window. Permissions are not its business. */
export interface AccountBook {
  all(): Promise<AccountRow[]>;
  signIn(personId: string, passphrase: string): Promise<Result<string, Refusal>>;
  signOut(): Promise<void>;
  /** The person whose session this window still has. */
  resume(): Promise<string | undefined>;
  put(personId: string, passphrase: string): Promise<Result<AccountRow, Refusal>>;
  remove(personId: string): Promise<void>;
  /** Checks a passphrase with the same throttle as signing in. */
  check(personId: string, passphrase: string): Promise<Result<AccountRow, Refusal>>;
}

export const MIN_PASSPHRASE = 8;
const SESSION_LASTS = 7 * 24 * 3_600_000;
const FREE_ATTEMPTS = 3;

export function accountBook({ database, now, random, slot, scrypt }: AccountTools): AccountBook {
  const iso = (at = now()) => new Date(at).toISOString();
  const sessionKey = (token: string) => `session:${digestOfText(token)}`;

  const check = async (personId: string, passphrase: string): Promise<Result<AccountRow, Refusal>> => {
    // The attempt is counted before it is checked, so that closing the window in between gains nothing.
    const attempt = await database.transaction('rw', database.accounts, async () => {
      const account = await database.accounts.get(personId);
      if (!account || (account.lockedUntil !== null && account.lockedUntil > iso())) return { account, isOpen: false };
      const failures = account.failures + 1;
      const lockedUntil = failures < FREE_ATTEMPTS ? null : iso(now() + Math.min(2 ** (failures - FREE_ATTEMPTS), 900) * 1000);
      await database.accounts.put({ ...account, failures, lockedUntil });
      return { account, isOpen: true };
    });
    const { account } = attempt;
    if (!account) return err(refusal('account.missing', 'There is no account for this person here.'));
    if (!attempt.isOpen) {
      const seconds = Math.max(1, Math.ceil((Date.parse(account.lockedUntil ?? '') - now()) / 1000));
      return err(
        refusal('account.throttled', `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, [], {
          seconds,
        }),
      );
    }
    if (!(await isPassphrase(passphrase, account))) return err(refusal('account.wrongPassphrase', 'The passphrase is not right.'));
    const open = { ...account, failures: 0, lockedUntil: null };
    await database.accounts.put(open);
    return ok(open);
  };

  return {
    check,
    all: () => database.accounts.toArray(),
    async signIn(personId, passphrase) {
      const checked = await check(personId, passphrase);
      if (!checked.ok) return checked;
      const token = Array.from(random(32), (byte) => byte.toString(16).padStart(2, '0')).join('');
      const row: SessionRow = { key: sessionKey(token), personId, startedAt: iso() };
      await database.transaction('rw', database.meta, database.accounts, async () => {
        await database.meta.put(row);
        await database.accounts.put({ ...checked.value, signedInAt: iso() });
      });
      slot.set(token);
      return ok(personId);
    },
    async signOut() {
      const token = slot.get();
      slot.set(null);
      if (token !== null) await database.meta.delete(sessionKey(token));
    },
    async resume() {
      const sessions = (await database.meta.where('key').startsWith('session:').toArray()) as SessionRow[];
      const stale = sessions.filter((session) => Date.parse(session.startedAt) < now() - SESSION_LASTS);
      if (stale.length > 0) await database.meta.bulkDelete(stale.map((session) => session.key));
      const token = slot.get();
      const key = token === null ? undefined : sessionKey(token);
      const session = sessions.find((one) => one.key === key && !stale.includes(one));
      return session && (await database.accounts.get(session.personId)) ? session.personId : undefined;
    },
    async put(personId, passphrase) {
      const weak = tooWeak(passphrase);
      if (weak) return err(weak);
      const account: AccountRow = {
        personId,
        ...(await verifierOf(passphrase, random, scrypt)),
        createdAt: iso(),
        signedInAt: null,
        failures: 0,
        lockedUntil: null,
      };
      await database.accounts.put(account);
      return ok(account);
    },
    remove: (personId) => database.accounts.delete(personId),
  };
}

/** Why a new passphrase is not accepted, if it is not. */
export function tooWeak(passphrase: string): Refusal | undefined {
  if (passphrase.length >= MIN_PASSPHRASE) return undefined;
  return refusal('account.passphraseShort', `A passphrase has at least ${MIN_PASSPHRASE} characters.`, [
    {
      code: 'account.passphraseShort',
      message: 'It is too short.',
      field: 'passphrase',
      help: 'Three or four words are easy to remember.',
    },
  ]);
}
