import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { openOnDevice } from '../workbench/open-on-device.ts';
import { joinAsked } from '../workbench/sync/join-address.ts';
import { listWorkspaces, StoreTrouble, type Workspace, type WorkspaceInfo } from '../store/index.ts';

/** Where this window stands between its start and an open workspace. */
export type Stage =
  | { readonly at: 'starting' }
  | {
      readonly at: 'choosing';
      readonly workspaces: readonly WorkspaceInfo[];
      readonly way?: string | undefined;
      /** The code of an invitation that the address named. */
      readonly code?: string | undefined;
    }
  | { readonly at: 'opening'; readonly id: string }
  | { readonly at: 'failed'; readonly id: string | null; readonly refusal: Refusal }
  | { readonly at: 'open'; readonly workspace: Workspace };

/** This window's way to the workspaces of the device. One is open at a time; a reload opens the same one again. */
export interface Device {
  readonly stage: Stage;
  subscribe(listener: () => void): () => void;
  start(): Promise<void>;
  open(id: string): Promise<void>;
  /** Goes on with a workspace that a first step has just made and opened. */
  show(workspace: Workspace): void;
  /** Closes what is open and lists what there is, at one of the ways to begin if it is named. */
  leave(way?: string): Promise<void>;
  /** What was open is closed and gone already: lists what there is. */
  gone(): Promise<void>;
}

const REMEMBERED = 'countersign.workspace';

export function createDevice(): Device {
  let stage: Stage = { at: 'starting' };
  const listeners = new Set<() => void>();
  const go = (next: Stage) => {
    stage = next;
    for (const listener of listeners) listener();
  };
  const closeCurrent = async () => {
    if (stage.at === 'open') await stage.workspace.close();
  };
  const fail = (id: string | null, error: unknown) => {
    const reason =
      error instanceof StoreTrouble ? error.refusal : refusal('store.failed', error instanceof Error ? error.message : String(error));
    go({ at: 'failed', id, refusal: reason });
  };
  const show = (workspace: Workspace) => {
    sessionStorage.setItem(REMEMBERED, workspace.id);
    // An invitation is used up once somebody is in.
    if (joinAsked(location.hash)) location.hash = '#/';
    go({ at: 'open', workspace });
  };
  const choose = async (way?: string) => {
    sessionStorage.setItem(REMEMBERED, '');
    await listWorkspaces().then(
      (workspaces) => go({ at: 'choosing', workspaces, way, code: way === 'join' ? joinAsked(location.hash)?.code : undefined }),
      (error: unknown) => fail(null, error),
    );
  };
  const open = async (id: string) => {
    await closeCurrent();
    go({ at: 'opening', id });
    await openOnDevice(id).then(show, (error: unknown) => fail(id, error));
  };

  return {
    get stage() {
      return stage;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      const remembered = sessionStorage.getItem(REMEMBERED);
      const workspaces = await listWorkspaces().catch((error: unknown) => fail(null, error));
      if (!workspaces) return;
      const asked = joinAsked(location.hash);
      if (asked) return go({ at: 'choosing', workspaces, way: 'join', code: asked.code });
      const last = workspaces.find(({ id }) => id === remembered) ?? workspaces[0];
      if (last && remembered !== '') await open(last.id);
      else go({ at: 'choosing', workspaces });
    },
    open,
    show,
    async leave(way) {
      await closeCurrent();
      await choose(way);
    },
    gone: () => choose(),
  };
}
