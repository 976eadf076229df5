import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { TenantRow } from '../log-store.ts';
import type { AccountsPorts } from './accounts-ports.ts';
import { type Invitations, invitationsOver } from './invitations.ts';
import { addressOf, passphraseProblem } from './passphrase.rules.ts';
import { type Begun, type Device, type Session, type Sessions, sessionsOver } from './sessions.ts';
import { waitAfter } from './throttle.rules.ts';

export interface Credentials {
  /** Its id or its name; needed where the server has several. */
  readonly tenant?: string | undefined;
  readonly email: string;
  readonly passphrase: string;
  readonly device: Device;
}

/** Who may come in, and who is in. */
export interface Accounts extends Invitations {
  signIn(credentials: Credentials): Promise<Result<Begun, Problem>>;
  signOut(token: string): Promise<void>;
  /** Undefined for a token that nobody has (any more), and for somebody who has left. */
  sessionOf(token: string): Promise<Session | undefined>;
  /** Ends the person's other sessions. */
  changePassphrase(session: Session, current: string, next: string): Promise<Result<null, Problem>>;
  devices: Sessions['devices'];
  revokeDevice: Sessions['revokeDevice'];
}

export function openAccounts(ports: AccountsPorts): Accounts {
  const { accounts, log, now, hash } = ports;
  const sessions = sessionsOver(ports);
  const instant = (later = 0) => new Date(now() + later).toISOString();

  async function tenantOf(name: string | undefined): Promise<TenantRow | undefined> {
    const tenants = await log.tenants();
    if (name === undefined) return tenants.length === 1 ? tenants[0] : undefined;
    return tenants.find(({ id }) => id === name) ?? tenants.find((tenant) => tenant.name.toLowerCase() === name.trim().toLowerCase());
  }

  /** Counted before it is checked: of many attempts at once, no more get through than of many in a row. */
  async function throttled(tenantId: string, email: string): Promise<Problem | undefined> {
    const { lockedUntil } = await accounts.attempt(tenantId, email, instant(), (attempts) => {
      const wait = waitAfter(attempts);
      return wait === 0 ? null : instant(wait);
    });
    if (lockedUntil === null) return undefined;
    const seconds = Math.max(1, Math.ceil((Date.parse(lockedUntil) - now()) / 1_000));
    return problem('tooManyAttempts', 'There were too many attempts. Wait a little.', { params: { retryAfter: seconds } });
  }

  return {
    ...invitationsOver(ports, sessions),
    async signIn({ tenant: name, email, passphrase, device }) {
      const address = addressOf(email);
      const tenant = await tenantOf(name);
      if (!tenant && name === undefined && (await log.tenants()).length > 1)
        return err(problem('conflict', 'There are several workspaces on this server: name the one you mean.'));
      const closed = tenant && (await throttled(tenant.id, address));
      if (closed) return err(closed);
      const account = tenant && (await accounts.account(tenant.id, { email: address }));
      // Where there is no account, hashing takes as long as verifying does where there is one.
      const isRight = account ? await hash.verify(passphrase, account.verifier) : (await hash.hash(passphrase)) === '';
      if (!tenant || !account || !isRight)
        return err(problem('signInNeeded', 'The e-mail address and the passphrase do not belong together.'));
      await accounts.succeeded(tenant.id, address, instant());
      return sessions.admit(tenant, account.personId, device);
    },
    signOut: (token) => sessions.end(token),
    sessionOf: (token) => sessions.of(token),
    async changePassphrase({ tenantId, personId, tokenDigest }, current, next) {
      const account = await accounts.account(tenantId, { personId });
      if (!account) return err(problem('conflict', 'You have no passphrase here.'));
      const unfit = passphraseProblem(next, account.email);
      if (unfit) return err(unfit);
      const closed = await throttled(tenantId, account.email);
      if (closed) return err(closed);
      if (!(await hash.verify(current, account.verifier)))
        return err(
          problem('invalidInput', 'The present passphrase is another one.', { issues: [{ path: 'current', message: 'is another one' }] }),
        );
      await accounts.succeeded(tenantId, account.email, instant());
      await accounts.putAccount(tenantId, { ...account, verifier: await hash.hash(next) });
      await accounts.endSessionsOf(tenantId, personId, tokenDigest);
      return ok(null);
    },
    devices: (session) => sessions.devices(session),
    revokeDevice: (session, deviceId) => sessions.revokeDevice(session, deviceId),
  };
}
