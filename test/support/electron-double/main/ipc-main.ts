import { link } from './host-link.ts';
import { WebContents } from './contents.ts';

interface Invocation {
  readonly id: number;
  readonly channel: string;
  readonly args: unknown[];
  /** Every frame's address from the caller up to the main frame, as main knows it. */
  readonly frames: readonly string[];
}
interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

type Listener = (event: object, ...args: unknown[]) => unknown;
const handlers = new Map<string, Listener>();

const frameOf = ([url, ...above]: readonly string[]): Frame | null => (url === undefined ? null : { url, parent: frameOf(above) });

link.on('ipc.invoke', ({ id, channel, args, frames }: Invocation) => {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  return handler({ sender: WebContents.all.get(id), senderFrame: frameOf(frames) }, ...args);
});

export const ipcMain = {
  handle(channel: string, listener: Listener): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, listener);
  },
};
