import { actorFor } from '#shared/capabilities/identity/index.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { textIn } from '#shared/model/values.ts';
import type { InvitationRow } from '../account-store.ts';
import type { TenantRow } from '../log-store.ts';
import type { AccountsPorts } from './accounts-ports.ts';
import { addressOf, passphraseProblem } from './passphrase.rules.ts';
import { type Begun, type Device, managesPeople, type Session, type Sessions } from './sessions.ts';
import { codeDigest, newCode } from './tokens.ts';

const LIFE = 7 * 86_400_000;

/** An invitation as it is handed over. The code is told this once. */
export interface Invited {
  readonly code: string;
  readonly expiresAt: string;
}

export interface Acceptance {
  readonly code: string;
  /** Where the invitation was made for an address, that one stands, and another is refused. */
  readonly email?: string | undefined;
  readonly passphrase: string;
  readonly device: Device;
}

export interface Founding extends Acceptance {
  /** A new workspace begins with one person; a local one brings its people, the founder among them. */
  readonly workspace: { readonly from: 'nothing'; readonly name: string } | { readonly from: 'device'; readonly personId: string };
}

export interface Invitations {
  /** For a person who is here. Who has an account already gets a new passphrase by it. */
  invite(session: Session, personId: string, email?: string): Promise<Result<Invited, Problem>>;
  accept(acceptance: Acceptance): Promise<Result<Begun, Problem>>;
  /** For whoever runs the server: with it somebody founds the tenant, or gets into one that nobody can sign in to yet. */
  foundingInvitation(tenantId: string): Promise<Result<Invited, Problem>>;
  found(founding: Founding): Promise<Result<Begun, Problem>>;
}

const noSuchCode = () => err(problem('forbidden', 'This invitation does not exist, was used, or is too old. Ask for another one.'));

export function invitationsOver(ports: AccountsPorts, sessions: Sessions): Invitations {
  const { accounts, log, registry, now, random, hash } = ports;
  const instant = (later = 0) => new Date(now() + later).toISOString();

  async function make(row: Pick<InvitationRow, 'tenantId' | 'personId' | 'email'>): Promise<Result<Invited, Problem>> {
    const invited = { code: newCode(random), expiresAt: instant(LIFE) };
    await accounts.putInvitation({ ...row, codeDigest: codeDigest(invited.code), expiresAt: invited.expiresAt, usedAt: null });
    return ok(invited);
  }

  async function open(code: string): Promise<{ row: InvitationRow; tenant: TenantRow } | undefined> {
    const row = await accounts.invitation(codeDigest(code));
    if (!row || row.usedAt !== null || row.expiresAt <= instant()) return undefined;
    const tenant = await log.tenant(row.tenantId);
    return tenant && { row, tenant };
  }

  /** What both ways of taking an invitation share: the code is used once, and nothing is written before it was. */
  async function take(
    { code, passphrase, device }: Acceptance,
    tenant: TenantRow,
    { personId, email }: { readonly personId: string; readonly email: string },
  ): Promise<Result<Begun, Problem>> {
    const other = await accounts.account(tenant.id, { email });
    if (other && other.personId !== personId) return addressTaken(email);
    const verifier = await hash.hash(passphrase);
    // Let in first: if the person or the device is not welcome, the code can still be used.
    const begun = await sessions.admit(tenant, personId, device);
    if (!begun.ok) return begun;
    const isTaken = await accounts.useInvitation(codeDigest(code), instant());
    const isKept = isTaken && (await accounts.putAccount(tenant.id, { personId, email, verifier, signedInAt: instant() }));
    if (!isTaken || !isKept) {
      await sessions.end(begun.value.token);
      return isTaken ? addressTaken(email) : noSuchCode();
    }
    await accounts.succeeded(tenant.id, email, instant());
    await accounts.endSessionsOf(tenant.id, personId, begun.value.session.tokenDigest);
    return begun;
  }

  /** The address that the account will have, or why there is none. */
  function addressFor(given: string | undefined, row: InvitationRow): Result<string, Problem> {
    if (row.email !== null && given !== undefined && addressOf(given) !== row.email)
      return err(problem('forbidden', 'This invitation was made for another e-mail address.'));
    const email = row.email ?? given;
    return email === undefined ? err(problem('invalidInput', 'An e-mail address is needed to sign in later.')) : ok(addressOf(email));
  }

  return {
    async invite({ tenantId, actor, isFounding }, personId, email) {
      // Whoever came in now would be taken for a founder too.
      if (isFounding) return err(problem('conflict', 'Others are invited once everything was brought here.'));
      if (!managesPeople(actor)) return err(problem('forbidden', 'Inviting needs the right to manage people.'));
      const sight = { kinds: registry.kinds.map(({ kind }) => kind), scopes: '*' } as const;
      const [person, theirs] = await log.read(tenantId, sight, actor.personId, async ({ reader }) => [
        await reader.get(personId),
        await actorFor(reader, personId),
      ]);
      if (person?.kind !== 'person') return err(problem('notFound', 'There is no such person here.'));
      if (!theirs) return err(problem('conflict', 'This person is not active.'));
      // Whoever holds the code can act as the person: nobody gets at more in this way than they have.
      const beyond = actor.grants.includes('admin') ? [] : theirs.grants.filter((grant) => !actor.grants.includes(grant));
      if (beyond.length > 0) return err(problem('forbidden', 'This person may do more than you may: ask somebody who may do the same.'));
      const address = email ?? textIn(person.fields['email']);
      if (address === '') return err(problem('conflict', 'This person has no e-mail address: give one.'));
      const other = await accounts.account(tenantId, { email: addressOf(address) });
      if (other && other.personId !== personId) return addressTaken(address);
      return make({ tenantId, personId, email: addressOf(address) });
    },
    async accept(acceptance) {
      const opened = await open(acceptance.code);
      if (!opened || opened.row.personId === null) return noSuchCode();
      const email = addressFor(acceptance.email, opened.row);
      if (!email.ok) return email;
      const unfit = passphraseProblem(acceptance.passphrase, email.value);
      if (unfit) return err(unfit);
      return take(acceptance, opened.tenant, { personId: opened.row.personId, email: email.value });
    },
    async foundingInvitation(tenantId) {
      if (!(await log.tenant(tenantId))) return err(problem('notFound', 'There is no such tenant here.'));
      if (await accounts.hasAccounts(tenantId)) return err(problem('conflict', 'People can sign in there already: they invite others.'));
      return make({ tenantId, personId: null, email: null });
    },
    async found(founding) {
      const { workspace } = founding;
      const opened = await open(founding.code);
      if (!opened || opened.row.personId !== null || (await accounts.hasAccounts(opened.tenant.id))) return noSuchCode();
      const email = addressFor(founding.email, opened.row);
      if (!email.ok) return email;
      const unfit = passphraseProblem(founding.passphrase, email.value);
      if (unfit) return err(unfit);
      if (workspace.from === 'device')
        return opened.tenant.isFounding
          ? take(founding, opened.tenant, { personId: workspace.personId, email: email.value })
          : err(problem('conflict', 'This workspace was begun already: nothing can be brought to it.'));
      const personId = await ports.begin(opened.tenant.id, { name: workspace.name, email: email.value });
      return take(founding, (await log.tenant(opened.tenant.id)) ?? opened.tenant, { personId, email: email.value });
    },
  };
}

const addressTaken = (email: string) => err(problem('conflict', `Somebody else here signs in with ${email}.`));
