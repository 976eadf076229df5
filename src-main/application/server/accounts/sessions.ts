import { actorFor } from '#shared/capabilities/identity/index.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Actor } from '#shared/model/record.ts';
import type { DeviceInfo } from '../account-store.ts';
import type { TenantRow } from '../log-store.ts';
import type { SignedIn } from '../server-ports.ts';
import type { AccountsPorts } from './accounts-ports.ts';
import { newToken, tokenDigest } from './tokens.ts';

const DAY = 86_400_000;
/** A session that nobody used for so long has ended. */
const LIFE = 30 * DAY;
/** How stale the note of its last use may get: it saves a write with every request. */
const NOTED_EVERY = 3_600_000;

/** Somebody who is signed in, with what they may do by now. */
export interface Session extends SignedIn {
  readonly tokenDigest: string;
  readonly expiresAt: string;
  /** Without any grant while a founder has not yet brought the record of themselves. */
  readonly actor: Actor;
}

/** A session as it begins. The token is told this once. */
export interface Begun {
  readonly token: string;
  readonly session: Session;
}

export interface Device {
  readonly id: string;
  readonly name: string;
}

export interface Sessions {
  /**
   * Lets a person in on a device, whichever way they proved who they are: every way of signing in ends here. The caller has
   * made sure of the person; here it is asked whether they and the device are (still) welcome.
   */
  admit(tenant: TenantRow, personId: string, device: Device): Promise<Result<Begun, Problem>>;
  /** Undefined for a token that nobody has (any more), and for somebody who has left. */
  of(token: string): Promise<Session | undefined>;
  end(token: string): Promise<void>;
  /** The own devices; for whoever manages people, everyone's. */
  devices(session: Session): Promise<readonly DeviceInfo[]>;
  revokeDevice(session: Session, deviceId: string): Promise<Result<null, Problem>>;
}

export function sessionsOver(ports: AccountsPorts): Sessions {
  const { accounts, log, now, random } = ports;
  const instant = (later = 0) => new Date(now() + later).toISOString();

  const actorOf = async (tenant: TenantRow, personId: string): Promise<Actor | undefined> =>
    (await personNow(ports, tenant.id, personId)) ?? (tenant.isFounding ? founder(personId) : undefined);

  const devices: Sessions['devices'] = async ({ tenantId, personId, actor }) =>
    (await accounts.devices(tenantId)).filter((device) => device.personId === personId || managesPeople(actor));

  return {
    async admit(tenant, personId, device) {
      const actor = await actorOf(tenant, personId);
      if (!actor) return err(problem('forbidden', 'This person is not active here any more.'));
      const row = await log.register(tenant.id, { ...device, personId });
      if (row.revokedAt !== null) return err(problem('forbidden', 'This device was shut out. Someone who manages people can say why.'));
      if (row.personId !== personId)
        return err(problem('conflict', 'This device is somebody else’s here: each person has their own copy.'));
      const token = newToken(random);
      const session = { tokenDigest: tokenDigest(token), tenantId: tenant.id, personId, deviceId: device.id, expiresAt: instant(LIFE) };
      await accounts.putSession({ ...session, createdAt: instant() });
      return ok({ token, session: { ...session, isFounding: tenant.isFounding, actor } });
    },
    async of(token) {
      const row = await accounts.session(tokenDigest(token));
      if (!row || row.expiresAt <= instant()) return undefined;
      const tenant = await log.tenant(row.tenantId);
      const actor = tenant && (await actorOf(tenant, row.personId));
      if (!actor) return undefined;
      const { createdAt: _, ...session } = row;
      const isStale = Date.parse(row.expiresAt) - LIFE + NOTED_EVERY <= now();
      const expiresAt = isStale ? instant(LIFE) : row.expiresAt;
      if (isStale) await accounts.touchSession(row.tenantId, row.tokenDigest, instant(), expiresAt);
      return { ...session, expiresAt, isFounding: tenant.isFounding, actor };
    },
    end: (token) => accounts.endSession(tokenDigest(token)),
    devices,
    async revokeDevice(session, deviceId) {
      const known = (await devices(session)).some(({ id }) => id === deviceId);
      if (!known) return err(problem('notFound', 'There is no such device among those that you may shut out.'));
      await accounts.revokeDevice(session.tenantId, deviceId, instant());
      return ok(null);
    },
  };
}

/** What somebody may do by now; undefined for who is not here or has left. */
const personNow = ({ log, registry }: Pick<AccountsPorts, 'log' | 'registry'>, tenantId: string, personId: string) =>
  log.read(tenantId, { kinds: registry.kinds.map(({ kind }) => kind), scopes: '*' }, personId, ({ reader }) => actorFor(reader, personId));

export const managesPeople = ({ grants }: Actor): boolean => grants.includes('people.manage') || grants.includes('admin');

const founder = (personId: string): Actor => ({ personId, name: '', grants: [], roleIds: [], teamIds: [], isSystem: false });
