import type { Problem } from '#shared/kernel/problem.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { ok, type Result } from '#shared/kernel/result.ts';
import type { Query } from '#shared/model/query.ts';
import type { Draft, RecordOf } from '#shared/model/record.ts';
import type { Checkpoint, Manifest, PullLine, PullQuery, PushAnswer, PushRequest, SessionInfo } from '#shared/sync/protocol.schema.ts';
import { checkpointIfDue } from './checkpoints.ts';
import { begin, endFounding } from './founding.ts';
import type { ArrivedEvent } from './log-store.ts';
import { manifest, page } from './pages.ts';
import { push } from './push.ts';
import { type Found, history, pull, query, record } from './reads.ts';
import { belongings } from './scopes.ts';
import type { Server, SignedIn, SyncServerPorts } from './server-ports.ts';
import { giveAsSystem, settleDue } from './system-commands.ts';
import { readAs } from './who.ts';

type Answer<T> = Promise<Result<T, Problem>>;

/** What a device is told of its session; the host adds which clients it still understands. */
export type KnownSession = Omit<SessionInfo, 'minimumClient'>;

/**
 * What a server does, whatever carries it there and wherever it is kept: decides what devices did, adds it to the log, and answers what they
 * may know. Business says no by verdicts and problems; what throws is the store, or a bug.
 */
export interface SyncServer {
  session(caller: SignedIn): Answer<KnownSession>;
  push(caller: SignedIn, request: PushRequest): Answer<PushAnswer>;
  pull(caller: SignedIn, query: PullQuery): Answer<readonly PullLine[]>;
  manifest(caller: SignedIn): Answer<Manifest>;
  page(caller: SignedIn, digest: string): Answer<Uint8Array<ArrayBuffer>>;
  record(caller: SignedIn, id: string): Answer<RecordOf>;
  history(caller: SignedIn, id: string): Answer<readonly ArrivedEvent[]>;
  query(caller: SignedIn, query: Query): Answer<Found>;
  /** The newest checkpoint, and the public keys (hex, by key id) to check any with. */
  checkpoint(caller: SignedIn): Answer<{ readonly checkpoint: Checkpoint | null; readonly keys: SessionInfo['keys'] }>;
  /** From then on nobody speaks for others. `conflict` when the founder is not among the people yet. */
  endFounding(caller: SignedIn): Answer<KnownSession>;
  /** Begins an empty tenant with one person who administers it, and ends its founding. Answers who it was begun with, now or before. */
  begin(tenantId: string, first: { readonly name: string; readonly email?: string }): Promise<string>;
  /** Gives what deadlines owe; for a schedule. Any number of servers may do it at once. */
  settleDue(tenantId: string): Promise<number>;
  /** For a schedule. Answers what was signed, if anything. */
  checkpointIfDue(tenantId: string): Promise<Checkpoint | null>;
  /** Commands by the system, all or none: what an invitation or a founding brings about. */
  giveAsSystem(tenantId: string, drafts: readonly Draft[]): Promise<Result<number, Refusal>>;
}

export function openSyncServer(ports: SyncServerPorts): SyncServer {
  const server: Server = {
    ...ports,
    logger: ports.logger ?? { info: () => undefined, error: () => undefined },
    below: belongings(ports.registry),
    hex: (bytes) => Array.from(ports.random(bytes), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
  const { keys } = ports.sign;
  const read = readAs(server);
  const session = (caller: SignedIn): Answer<KnownSession> =>
    read(caller, async ({ tenant, head }, { scope }) =>
      ok({
        tenant: { id: tenant.id, name: tenant.name },
        personId: caller.personId,
        device: caller.deviceId,
        epoch: tenant.epoch,
        scope,
        head: head.seq,
        now: new Date(ports.now()).toISOString(),
        isFounding: caller.isFounding === true && tenant.isFounding,
        keys,
      }),
    );
  return {
    session,
    push: (caller, request) => push(server, caller, request),
    pull: (caller, asked) => pull(read, caller, asked),
    manifest: (caller) => manifest(read, server, caller),
    page: (caller, digest) => page(read, caller, digest),
    record: (caller, id) => record(read, caller, id),
    history: (caller, id) => history(read, caller, id),
    query: (caller, asked) => query(read, server, caller, asked),
    checkpoint: (caller) => read(caller, async (reading) => ok({ checkpoint: await reading.checkpoint(), keys })),
    async endFounding(caller) {
      const ended = await endFounding(server, caller);
      return ended.ok ? session({ ...caller, isFounding: false }) : ended;
    },
    begin: (tenantId, first) => begin(server, tenantId, first),
    settleDue: (tenantId) => settleDue(server, tenantId),
    checkpointIfDue: (tenantId) => checkpointIfDue(server, tenantId),
    giveAsSystem: (tenantId, drafts) => giveAsSystem(server, tenantId, drafts),
  };
}
