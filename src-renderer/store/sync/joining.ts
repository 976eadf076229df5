import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { ServerPort } from '../ports.ts';
import type { BulkProgress, Workspace } from '../workspace.ts';

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
}

/** Joins as somebody the server knows, or was invited. */
export type JoinServer = (
  request: JoinRequest & { readonly as: { readonly code: string } | { readonly email: string } },
) => Promise<Result<Workspace, Refusal>>;

/** Founds an empty workspace at a server that has invited its founder. */
export type FoundServer = (
  request: JoinRequest & {
    readonly code: string;
    readonly name: string;
    readonly person: { readonly name: string; readonly email: string };
  },
) => Promise<Result<Workspace, Refusal>>;
