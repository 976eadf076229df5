import { MAX_PULLED_LINES } from '#shared/sync/protocol.schema.ts';
import type { Query } from '#shared/model/query.ts';
import type { Problem } from '#shared/kernel/problem.ts';
import { ok, type Result } from '#shared/kernel/result.ts';
import type { Accounts } from '#main/application/server/accounts/accounts.ts';
import type { Begun } from '#main/application/server/accounts/sessions.ts';
import type { LogStore } from '#main/application/server/log-store.ts';
import type { KnownSession, SyncServer } from '#main/application/server/sync-server.ts';
import type { ApiHandlers, PartHandlers, SessionDoor } from './endpoint-handlers.ts';
import type { Metrics } from './metrics.ts';

export interface HandlerParts {
  readonly sync: SyncServer;
  readonly accounts: Accounts;
  readonly log: Pick<LogStore, 'onAppended'>;
  readonly metrics: Pick<Metrics, 'pushed'>;
  readonly minimumClient: string;
}

/** What answers the contract: thin, because everything is decided behind it. */
export const apiHandlers = (parts: HandlerParts): PartHandlers => ({ ...accountHandlers(parts), ...syncHandlers(parts) });

type AccountName = 'signIn' | 'signOut' | 'session' | 'accept' | 'found' | 'founded' | 'passphrase' | 'devices' | 'revokeDevice' | 'invite';

function accountHandlers({ sync, accounts, minimumClient }: HandlerParts): ApiHandlers<AccountName> {
  const told = (session: Result<KnownSession, Problem>) => (session.ok ? ok({ ...session.value, minimumClient }) : session);

  /** Pages keep the token in a cookie that they cannot read; programs are told it. */
  async function begun(result: Result<Begun, Problem>, keep: 'cookie' | 'token' | undefined, sessions: SessionDoor) {
    if (!result.ok) return result;
    const { token, session } = result.value;
    const info = told(await sync.session(session));
    if (!info.ok) return info;
    if (keep === 'token') return ok({ ...info.value, token });
    sessions.begin(token, session.expiresAt);
    return info;
  }

  return {
    signIn: async ({ body: { keep, ...credentials }, sessions }) => begun(await accounts.signIn(credentials), keep, sessions),
    accept: async ({ body: { keep, ...acceptance }, sessions }) => begun(await accounts.accept(acceptance), keep, sessions),
    found: async ({ body: { keep, ...founding }, sessions }) => begun(await accounts.found(founding), keep, sessions),
    async signOut({ sessions }) {
      if (sessions.token !== undefined) await accounts.signOut(sessions.token);
      sessions.end();
      return ok(null);
    },
    async session({ caller, sessions }) {
      sessions.prolong(caller.expiresAt);
      return told(await sync.session(caller));
    },
    founded: async ({ caller }) => told(await sync.endFounding(caller)),
    passphrase: ({ caller, body }) => accounts.changePassphrase(caller, body.current, body.next),
    async devices({ caller }) {
      const devices = await accounts.devices(caller);
      return ok({ devices: devices.map((device) => ({ ...device, isThis: device.id === caller.deviceId })) });
    },
    revokeDevice: ({ caller, params }) => accounts.revokeDevice(caller, params.id),
    invite: ({ caller, body }) => accounts.invite(caller, body.personId, body.email),
  };
}

type SyncName = Exclude<keyof PartHandlers, AccountName>;

function syncHandlers({ sync, log, metrics }: HandlerParts): ApiHandlers<SyncName> {
  return {
    async push({ caller, body }) {
      const answer = await sync.push(caller, body);
      if (answer.ok) for (const { outcome, isRepeat } of answer.value.verdicts) metrics.pushed(isRepeat ? 'repeated' : outcome);
      return answer;
    },
    pull: ({ caller, query }) => sync.pull(caller, { ...query, limit: query.limit ?? MAX_PULLED_LINES }),
    manifest: ({ caller }) => sync.manifest(caller),
    page: ({ caller, params }) => sync.page(caller, params.digest),
    async live({ caller }) {
      const session = await sync.session(caller);
      if (!session.ok) return session;
      return ok({
        first: { head: session.value.head },
        follow: (send) =>
          log.onAppended((tenantId, head) => {
            if (tenantId === caller.tenantId) send({ head });
          }),
      });
    },
    checkpoints: ({ caller }) => sync.checkpoint(caller),
    record: ({ caller, params }) => sync.record(caller, params.id),
    async history({ caller, params }) {
      const events = await sync.history(caller, params.id);
      return events.ok ? ok({ events: [...events.value] }) : events;
    },
    async query({ caller, body }) {
      const found = await sync.query(caller, body as Query);
      return found.ok ? ok({ heads: [...found.value.heads], total: found.value.total }) : found;
    },
  };
}
