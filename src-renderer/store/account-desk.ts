import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Reader } from '#shared/model/reader.ts';
import { type Actor, type Draft, SYSTEM } from '#shared/model/record.ts';
import { type AccountBook, tooWeak } from './accounts.ts';
import type { AccountRow } from './database.ts';
import type { AccountInfo, Accounts } from './workspace.ts';
import { NOT_SIGNED_IN, type Writer } from './writer.ts';

export interface DeskTools {
  readonly book: AccountBook;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly actor: () => Actor | null;
  /** Makes a person the one who acts in this window, or nobody. */
  readonly become: (personId: string | null) => Promise<Actor | undefined>;
  /** Accounts were added, changed or taken away. */
  readonly onChange: () => void;
  /** Where a server is followed: changes the passphrase there, of which the one here is a copy for when it is away. */
  readonly atServer: () => ((current: string, next: string) => Promise<Result<null, Refusal>>) | undefined;
}

const MANAGE = ['admin', 'people.manage'];

/** Who may do what with accounts, over the book that keeps them. */
export function accountDesk({ book, reader, writer, actor, become, onChange, atServer }: DeskTools): Accounts {
  const infoOf = async ({ personId, signedInAt }: AccountRow): Promise<AccountInfo> => {
    const name = (await reader.get(personId))?.fields['name'];
    return { personId, name: typeof name === 'string' ? name : personId, signedInAt };
  };
  const mayManage = () => MANAGE.some((grant) => actor()?.grants.includes(grant));

  const enter = async (signedIn: Result<string, Refusal>): Promise<Result<Actor, Refusal>> => {
    if (!signedIn.ok) return signedIn;
    const acting = await become(signedIn.value);
    if (acting) return ok(acting);
    await book.signOut();
    return err(refusal('account.left', 'This person is not active here any more.'));
  };

  return {
    list: async () => Promise.all((await book.all()).map(infoOf)),
    signIn: async (personId, passphrase) => enter(await book.signIn(personId, passphrase)),
    async signOut() {
      await book.signOut();
      await become(null);
    },
    async add(personId, passphrase) {
      if (atServer()) return err(ONE_PERSON);
      if (!mayManage() && (await book.all()).length > 0) return err(mayNot());
      if ((await reader.get(personId)) === undefined) return err(refusal('account.person', 'There is no such person here.'));
      const added = await book.put(personId, passphrase);
      onChange();
      return added.ok ? ok(await infoOf(added.value)) : added;
    },
    async remove(personId) {
      if (!mayManage()) return err(mayNot());
      if (actor()?.personId === personId) return err(refusal('account.own', 'You cannot take your own account away.'));
      await book.remove(personId);
      onChange();
      return ok(null);
    },
    async changePassphrase(current, next) {
      const acting = actor();
      if (!acting) return err(NOT_SIGNED_IN);
      const checked = await book.check(acting.personId, current);
      if (!checked.ok) return checked;
      const weak = tooWeak(next);
      if (weak) return err(weak);
      const changedThere = await atServer()?.(current, next);
      if (changedThere?.ok === false) return changedThere;
      const changed = await book.put(acting.personId, next);
      onChange();
      return changed.ok ? ok(null) : changed;
    },
    async found(drafts: readonly Draft[], { personId, passphrase }) {
      if ((await book.all()).length > 0)
        return err(refusal('account.founded', 'This workspace has people already. Sign in as one of them.'));
      const weak = tooWeak(passphrase);
      if (weak) return err(weak);
      if (drafts.length > 0) {
        const made = await writer.write(drafts, async () => SYSTEM);
        if (!made.ok) return made;
      }
      const added = await book.put(personId, passphrase);
      onChange();
      return added.ok ? enter(await book.signIn(personId, passphrase)) : added;
    },
  };
}

const ONE_PERSON = refusal('account.onePerson', 'This copy follows a server, so it is one person’s.', [
  {
    code: 'account.onePerson',
    message: 'Everyone has their own copy on a device.',
    help: 'Invite them to the server; they join it from the start page.',
  },
]);

const mayNot = () =>
  refusal('account.manage', 'You may not manage accounts.', [
    { code: 'permission.missing', message: 'It needs the right to manage people.', help: 'Ask an administrator.' },
  ]);
