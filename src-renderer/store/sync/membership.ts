import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok } from '#shared/kernel/result.ts';
import type { Actor } from '#shared/model/record.ts';
import type { AccountBook } from '../accounts.ts';
import { type Identity, metaOf, NO_LINK, type WorkspaceDatabase } from '../database.ts';
import type { Ledger } from '../ledger.ts';
import { changeManifest } from '../pages/manifest.ts';
import { NO_HEADS } from '../heads/load-heads.ts';
import type { ServerPort } from '../ports.ts';
import { deleteWorkspace } from '../workspaces.ts';
import type { Following } from './following.ts';
import type { HttpRemote } from './http-remote.ts';
import { linkFor, putLink } from './link.ts';
import { refusedBy } from './server-problem.ts';
import type { Sync } from './sync.ts';

export interface MembershipTools {
  readonly database: WorkspaceDatabase;
  readonly identity: Identity;
  readonly ledger: Ledger;
  readonly book: AccountBook;
  readonly actor: () => Actor | null;
  readonly following: Following;
  readonly server: ServerPort;
  readonly remote: HttpRemote;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onAccounts: () => void;
  readonly close: () => Promise<void>;
}

/** How an open workspace begins to follow a server, comes back to it, and ends. */
export function membership(tools: MembershipTools): Pick<Sync, 'bring' | 'signIn' | 'leave'> {
  const { database, identity, ledger, book, following, server, remote } = tools;

  /** What was written beside the log is taken in by this window as by any other. */
  const notice = async () => {
    await tools.inTurn(() => ledger.catchUp());
    following.see();
    await following.refreshed();
  };
  const keepsPassphrase = async (personId: string, passphrase: string) => {
    const kept = await book.put(personId, passphrase);
    tools.onAccounts();
    return kept;
  };

  return {
    async bring({ url, code, email, passphrase, deviceName }) {
      const unfit = whyNotBrought(tools);
      if (unfit) return err(unfit);
      const founder = tools.actor();
      if (!founder) return err(refusal('session.none', 'Nobody is signed in in this window.'));
      const linked = server.isOwn ? ok({ url }) : await server.link(identity.id, url);
      if (!linked.ok) return err(refusedBy(linked.error));
      const workspace = { from: 'device', personId: founder.personId };
      const entered = await remote.enter('found', {
        code,
        email,
        passphrase,
        device: { id: identity.device, name: deviceName },
        workspace,
      });
      if (!entered.ok) {
        await server.unlink(identity.id);
        return err(refusedBy(entered.error));
      }
      await keepsPassphrase(founder.personId, passphrase);
      await putLink(database, { link: linkFor(entered.value, 'founding'), url: linked.value.url, deviceName });
      await notice();
      return ok(null);
    },
    async signIn({ email, passphrase }) {
      const { link, deviceName, url } = ledger.link;
      if (!link) return err(FOLLOWS_NONE);
      // A restored copy may be on a machine whose host does not know the server yet.
      if (!server.isOwn) {
        const linked = await server.link(identity.id, url);
        if (!linked.ok) return err(refusedBy(linked.error));
      }
      const device = { id: link.device, name: deviceName || 'This device' };
      const entered = await remote.enter('sign-in', { tenant: link.tenant.id, email, passphrase, device });
      if (!entered.ok) {
        // The passphrase was right, and there is no way in any more: what is here must not stay readable.
        if (entered.error.status === 403) {
          await dropCopies(database);
          await notice();
        }
        return err(refusedBy(entered.error));
      }
      if (entered.value.personId !== link.personId) {
        await remote.signOut();
        return err(refusal('sync.otherPerson', 'This copy is somebody else’s: each person has their own on a device.'));
      }
      await keepsPassphrase(link.personId, passphrase);
      following.send({ type: 'SIGNED_IN' });
      return ok(null);
    },
    async leave(what, evenUnsent = false) {
      if (!ledger.link.link) return err(FOLLOWS_NONE);
      await following.refreshed();
      const { waiting, attention } = following.state;
      if (!evenUnsent && waiting + attention > 0) return err(unsent(waiting, attention));
      await remote.signOut();
      if (!server.isOwn) await server.unlink(identity.id);
      if (what === 'remove') {
        await tools.close();
        await deleteWorkspace(identity.id);
        return ok(null);
      }
      const { confirmed, predicted, attention: items } = database;
      await putLink(database, { link: null }, () => Promise.all([confirmed.clear(), predicted.clear(), items.clear()]));
      await notice();
      return ok(null);
    },
  };
}

const FOLLOWS_NONE = refusal('sync.local', 'This workspace follows no server.');

function whyNotBrought({ ledger, actor }: MembershipTools): Refusal | undefined {
  const { link, revision } = ledger.link;
  if (link) return refusal('sync.follows', 'This workspace follows a server already.');
  if (revision > 0)
    return refusal(
      'sync.followed',
      'This workspace has followed a server before, so not all of its history is here to be brought to another.',
    );
  if (!actor()?.grants.includes('admin')) return refusal('sync.founder', 'Bringing a workspace to a server needs an administrator.');
  return undefined;
}

function unsent(waiting: number, attention: number): Refusal {
  const parts = [waiting > 0 ? `${waiting} not yet at the server` : '', attention > 0 ? `${attention} waiting for you` : ''].filter(
    Boolean,
  );
  return refusal('sync.unsent', 'Some of your work would be lost.', [
    {
      code: 'sync.unsent',
      message: parts.join(', '),
      params: { waiting, attention },
      help: 'Go online and settle what waits first, or make a backup.',
    },
  ]);
}

/** Takes all copies of records off this device at once. What was given here and has not arrived stays, to be shown and settled. */
async function dropCopies(database: WorkspaceDatabase): Promise<void> {
  const { pages, fresh, events, heads, confirmed, meta } = database;
  const { link } = await metaOf(database, NO_LINK);
  await putLink(database, { link: link && { ...link, phase: 'loading' } }, () =>
    Promise.all([
      pages.clear(),
      fresh.clear(),
      events.clear(),
      heads.clear(),
      confirmed.clear(),
      meta.put(NO_HEADS),
      changeManifest(database, () => []),
    ]),
  );
}
