import type { HostEvent } from '#shared/contract/wire.ts';

type Listener = (event: HostEvent) => void;

export interface Between {
  readonly locks: Pick<LockManager, 'request'>;
  /** Reaches the other windows of this origin, and not who speaks. */
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>;
}

const lock = 'countersign.signals';

/**
 * One window listens for all, and passes on what it hears: a browser opens six connections to a host at most, and a stream that
 * never ends takes one away for good. When the listening window closes, the next one takes its place.
 */
export function listenForAll(listen: (listener: Listener) => () => void, listener: Listener, { locks, channel }: Between): () => void {
  const leaving = new AbortController();
  channel.addEventListener('message', ({ data }: MessageEvent) => listener(data as HostEvent));
  const listening = () =>
    new Promise<void>((resolve) => {
      const stop = listen((event) => {
        listener(event);
        channel.postMessage(event);
      });
      leaving.signal.addEventListener('abort', () => {
        stop();
        resolve();
      });
    });
  locks.request(lock, { signal: leaving.signal }, listening).catch((reason: unknown) => {
    // Waiting for one's turn ends so where this window left first.
    if (!leaving.signal.aborted) throw reason;
  });
  return () => {
    leaving.abort();
    channel.close();
  };
}
