import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { refusalLines } from '#shared/kernel/refusal.ts';
import { ok, type Result } from '#shared/kernel/result.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { foundServer, joinServer, openWorkspace, type OpenedWorkspace, type OpenOptions, type Workspace } from '#renderer/store/index.ts';
import type { ServerPort } from '#renderer/store/ports.ts';
import type { SyncPhase } from '#renderer/store/sync/sync.ts';
import { createTenant } from '#main/server/tenants.ts';
import { type Started, startServer } from '#test/integration/server/started.ts';
import { weakScrypt } from '../open.ts';

export const PASSPHRASE = 'four words are enough';

/** What happens to a request on its way. */
export type OnTheWay = (path: string, pass: () => Promise<Response>) => Promise<Response>;

/** A host's way to the server, that can be cut. */
export interface Way extends ServerPort {
  isCut: boolean;
  /** Called with every request, before it goes out or instead. */
  onTheWay: OnTheWay;
  readonly paths: string[];
}

export function wayTo(): Way {
  const urls = new Map<string, string>();
  const cookies = new Map<string, string>();
  const streams = new Set<AbortController>();
  let isCut = false;
  const way: Way = {
    isOwn: false,
    paths: [],
    onTheWay: (_, pass) => pass(),
    get isCut() {
      return isCut;
    },
    set isCut(next) {
      isCut = next;
      if (next) for (const stream of streams) stream.abort();
    },
    async link(id, url) {
      urls.set(id, url);
      return ok({ url });
    },
    async unlink(id) {
      urls.delete(id);
      cookies.delete(id);
      return ok({ done: true });
    },
    of: async (id) => ok({ url: urls.get(id) ?? null }),
    async fetch(id, path, init = {}) {
      const cut = new AbortController();
      streams.add(cut);
      if (isCut) throw new TypeError('There is no way');
      way.paths.push(path);
      const headers = new Headers(init.headers);
      const cookie = cookies.get(id);
      if (cookie) headers.set('cookie', cookie);
      const signal = AbortSignal.any([cut.signal, ...(init.signal ? [init.signal] : [])]);
      const answer = await way.onTheWay(path, () => fetch(`${urls.get(id)}/${path}`, { ...init, headers, signal }));
      const [kept] = answer.headers.getSetCookie();
      if (kept) cookies.set(id, kept.split(';')[0] ?? '');
      return answer;
    },
  };
  return way;
}

export const valueOf = <T>(result: Result<T, Refusal>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${refusalLines(result.error).join('\n')}`);
  return result.value;
};

export interface Device {
  readonly workspace: OpenedWorkspace;
  readonly way: Way;
  readonly id: string;
  /** Another window of the same device. */
  window(more?: Partial<OpenOptions>): Promise<OpenedWorkspace>;
  /** Closes the window and opens it again. */
  reopen(): Promise<Device>;
}

export const openWindow = (id: string, way: Way, more: Partial<OpenOptions> = {}): Promise<OpenedWorkspace> =>
  openWorkspace({ id, registry, server: way, version: '1.0.0', scrypt: weakScrypt, ...more });

export function deviceOf(workspace: OpenedWorkspace, way: Way, more: Partial<OpenOptions> = {}): Device {
  const { id } = workspace;
  return {
    workspace,
    way,
    id,
    window: (extra) => openWindow(id, way, { ...more, ...extra }),
    async reopen() {
      await workspace.close();
      return deviceOf(await openWindow(id, way, more), way, more);
    },
  };
}
const joined = (result: Result<Workspace, Refusal>, way: Way): Device => deviceOf(valueOf(result) as OpenedWorkspace, way);

export interface World {
  readonly server: Started;
  readonly tenantId: string;
  /** The founder, on a device that is online. */
  readonly dana: Device;
  readonly danaId: string;
  /** Another person with a role, on a device of their own. */
  colleague(name: string, role: string): Promise<Device>;
  /** The same person on one more device. */
  another(email: string): Promise<Device>;
}

const request = (way: Way, url: string) => ({
  server: way,
  url,
  passphrase: PASSPHRASE,
  deviceName: 'A test',
  version: '1.0.0',
  scrypt: weakScrypt,
  open: (id: string) => openWindow(id, way),
});

let tenants = 0;

/** A server in this process with a tenant that Dana has founded from her device. */
export async function newWorld(server: Started): Promise<World> {
  const { id: tenantId } = await createTenant(server.database, `Acme ${++tenants}`);
  const invited = await server.accounts.foundingInvitation(tenantId);
  if (!invited.ok) throw new Error(invited.error.title);
  const email = `dana${tenants}@example.org`;
  const way = wayTo();
  const founded = await foundServer({ ...request(way, server.url), code: invited.value.code, person: { name: 'Dana', email } });
  const dana = joined(founded, way);
  const danaId = dana.workspace.actor?.personId ?? '';
  return {
    server,
    tenantId,
    dana,
    danaId,
    async colleague(name, role) {
      const roles = await dana.workspace.page({ kind: 'role', archived: 'with' });
      const roleId = roles.heads.find(({ label }) => label === role)?.id ?? '';
      const personId = dana.workspace.newId('per');
      const address = `${name.toLowerCase()}${tenants}@example.org`;
      valueOf(
        await dana.workspace.dispatch({
          name: 'people.create',
          recordId: personId,
          input: { fields: { name, email: address, active: true, roles: [roleId] } },
        }),
      );
      await inSync(dana.workspace);
      const answer = await dana.way.fetch(dana.id, 'v1/invitations', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-countersign': '1' },
        body: JSON.stringify({ personId }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      const { code } = (await answer.json()) as { code: string };
      const theirs = wayTo();
      return joined(await joinServer({ ...request(theirs, server.url), as: { code } }), theirs);
    },
    async another(address) {
      const theirs = wayTo();
      return joined(await joinServer({ ...request(theirs, server.url), as: { email: address, tenant: tenantId } }), theirs);
    },
  };
}

export const start = startServer;

/** Waits until a window has nothing on its way and hears the server. */
export const inSync = (workspace: OpenedWorkspace): Promise<void> =>
  until(() => {
    const { phase, waiting } = workspace.sync.state;
    if (phase !== 'live' || waiting > 0) throw new Error(`${phase}, ${waiting} on the way: ${JSON.stringify(workspace.sync.state)}`);
  });

export const inPhase = (workspace: Pick<OpenedWorkspace, 'sync'>, phase: SyncPhase): Promise<void> =>
  until(() => {
    if (workspace.sync.state.phase !== phase) throw new Error(JSON.stringify(workspace.sync.state));
  });

export const until = (look: () => void | Promise<void>): Promise<void> => vi.waitFor(look, { timeout: 25_000, interval: 15 });

export const get = async (workspace: OpenedWorkspace, id: string): Promise<RecordOf | undefined> => workspace.reader.get(id);

/** Takes the way away, or gives it back at once instead of after a wait. */
export async function cut(device: Device): Promise<void> {
  device.way.isCut = true;
  await until(() => {
    if (device.workspace.sync.state.phase === 'live') throw new Error('It has not noticed');
  });
}
export function mend({ way, workspace }: Device): void {
  way.isCut = false;
  workspace.sync.poke();
}

export async function emailOf(workspace: OpenedWorkspace, personId: string): Promise<string> {
  const email = (await get(workspace, personId))?.fields['email'];
  return typeof email === 'string' ? email : '';
}
