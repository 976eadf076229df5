import type { Problem } from '#shared/kernel/problem.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { SessionInfo } from '#shared/sync/protocol.schema.ts';
import { accountBook } from '../accounts.ts';
import { type Identity, openDatabase } from '../database.ts';
import { newIdentity } from '../identity.ts';
import { cryptoBytes, type ServerPort, windowSession } from '../ports.ts';
import type { ScryptParameters } from '../passphrase.ts';
import type { BulkProgress, Workspace } from '../workspace.ts';
import { createWorkspace, deleteWorkspace, putWorkspace, type WorkspaceInfo } from '../workspaces.ts';
import { type HttpRemote, httpRemote } from './http-remote.ts';
import { linkFor, putLink } from './link.ts';
import { refusedBy } from './server-problem.ts';
import type { SyncPhase } from './sync.ts';

/** What every way onto a server needs. `url` is not asked where the page came from the server itself. */
export interface JoinRequest {
  readonly server: ServerPort;
  readonly url: string;
  readonly passphrase: string;
  /** What the server calls this device, e.g. `Dana's laptop`. */
  readonly deviceName: string;
  /** Opens a workspace of this device, with the same way to a server. */
  readonly open: (id: string) => Promise<Workspace>;
  readonly onProgress?: (progress: BulkProgress) => void;
  readonly version?: string;
  /** Weaker for tests only. */
  readonly scrypt?: ScryptParameters;
}

/** Somebody whom the server knows; `tenant` is needed where it has several. Or somebody who was invited. */
export type JoinAs = { readonly email: string; readonly tenant?: string } | { readonly code: string; readonly email?: string };

/**
 * Makes a workspace of this device that follows a server, loads everything that the person may see, and signs them in. What
 * fails leaves nothing behind; a load that is interrupted goes on by itself.
 */
export const joinServer = ({ as, ...request }: JoinRequest & { readonly as: JoinAs }): Promise<Result<Workspace, Refusal>> =>
  join(request, (remote, device) => remote.enter('code' in as ? 'accept' : 'sign-in', { ...as, passphrase: request.passphrase, device }));

/** Founds an empty workspace at a server that has invited its founder, and joins it. */
export const foundServer = ({
  code,
  person,
  ...request
}: JoinRequest & { readonly code: string; readonly person: { readonly name: string; readonly email: string } }): Promise<
  Result<Workspace, Refusal>
> =>
  join(request, (remote, device) =>
    remote.enter('found', {
      code,
      email: person.email,
      passphrase: request.passphrase,
      device,
      workspace: { from: 'nothing', name: person.name },
    }),
  );

type Enter = (remote: HttpRemote, device: { readonly id: string; readonly name: string }) => Promise<Result<SessionInfo, Problem>>;

async function join(request: JoinRequest, enter: Enter): Promise<Result<Workspace, Refusal>> {
  const { server, url, deviceName } = request;
  const info = await createWorkspace('');
  const leaveNothing = async <T>(why: T): Promise<T> => {
    if (!server.isOwn) await server.unlink(info.id);
    await deleteWorkspace(info.id);
    return why;
  };
  const linked = server.isOwn ? ok({ url }) : await server.link(info.id, url);
  if (!linked.ok) return leaveNothing(err(refusedBy(linked.error)));
  const identity = newIdentity(info, cryptoBytes);
  const remote = httpRemote((path, init) => server.fetch(info.id, path, init), request.version ?? '');
  const entered = await enter(remote, { id: identity.device, name: deviceName });
  if (!entered.ok) return leaveNothing(err(refusedBy(entered.error)));
  await prepare(info, identity, entered.value, { ...request, url: linked.value.url });

  const workspace = await request.open(info.id);
  const why = await whenLoaded(workspace, request.onProgress);
  const signedIn = why ? err(why) : await workspace.accounts.signIn(entered.value.personId, request.passphrase);
  if (signedIn.ok) return ok(workspace);
  await remote.signOut();
  await workspace.close();
  return leaveNothing(signedIn);
}

/** The database as it is before anything is loaded: whom it follows, and who can sign in. The identity makes it a workspace. */
async function prepare(
  info: WorkspaceInfo,
  identity: Identity,
  session: SessionInfo,
  { url, deviceName, passphrase, scrypt }: JoinRequest,
): Promise<void> {
  const { name } = session.tenant;
  const named: Identity = { ...identity, name };
  const database = openDatabase(info.database);
  try {
    const book = accountBook({ database, now: Date.now, random: cryptoBytes, slot: windowSession(info.id), ...(scrypt ? { scrypt } : {}) });
    await book.put(session.personId, passphrase);
    await putLink(database, { link: linkFor(session, 'loading'), url, deviceName }, () => database.meta.put(named));
  } finally {
    database.close();
  }
  await putWorkspace({ ...info, name });
}

const OVER: ReadonlySet<SyncPhase> = new Set(['signedOut', 'incompatible', 'stopped']);
const TRIES = 4;

/** Resolves when everything is here; with why it is not, where a person has to do something or the way stays closed. */
function whenLoaded(workspace: Workspace, onProgress: JoinRequest['onProgress']): Promise<Refusal | undefined> {
  return new Promise((resolve) => {
    let phase: SyncPhase | undefined;
    let tries = 0;
    const look = () => {
      const { state } = workspace.sync;
      if (state.progress) onProgress?.(state.progress);
      if (state.phase === phase) return;
      ({ phase } = state);
      if (phase === 'backingOff') tries++;
      const isOver = OVER.has(phase) || tries >= TRIES;
      // Pages may be older than the person: what has happened since belongs to the first load.
      if (!isOver && phase !== 'live') return;
      unsubscribe();
      resolve(isOver ? (state.stopped ?? (state.problem ? refusedBy(state.problem) : UNREACHED)) : undefined);
    };
    const unsubscribe = workspace.subscribe(look);
    look();
  });
}

const UNREACHED = refusal('sync.unavailable', 'The server could not be reached, so nothing was loaded.');
