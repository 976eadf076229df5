/** The two channels that carry everything between a window and its host. This file imports nothing, so the preload stays tiny. */
export const CHANNEL_INVOKE = 'countersign:invoke';
export const CHANNEL_EVENT = 'countersign:event';

/** On a 401 of the page's own host, which is not one of the server behind it: ask for a session and try again. */
export const sessionHeader = 'x-countersign-session';

/** What the host pushes to its windows, e.g. a deep link that was opened. `data` is JSON. */
export interface HostEvent {
  readonly type: string;
  readonly data: unknown;
}

/** The only door between the renderer and its host. `invoke` never rejects for a business reason: the answer is a Result. */
export interface Bridge {
  invoke(name: string, input: unknown): Promise<unknown>;
  subscribe(listener: (event: HostEvent) => void): () => void;
}
