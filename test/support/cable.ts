import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be unplugged. Whoever is meant to be on it is given its `url` instead of the server's. */
export interface Cable {
  readonly url: string;
  readonly isPlugged: boolean;
  /** Every connection breaks, in the middle of whatever passes, and no new one is made. */
  unplug(): void;
  plug(): void;
  /** At most this many bytes a second from the server, each connection; undefined for as fast as it goes. */
  slow(bytesPerSecond: number | undefined): void;
  /** Breaks each connection that is made from now on once so many bytes have come from the server; undefined for never. */
  breakAfter(bytes: number | undefined): void;
  remove(): Promise<void>;
}

const tick = 20;

/** Lays a cable to a server, on a port of its own (or a given one, to be found again after a restart). */
export async function layCable(to: string, port = 0): Promise<Cable> {
  const target = new URL(to);
  const ends = new Set<Socket>();
  let isPlugged = true;
  let rate: number | undefined;
  let limit: number | undefined;

  const join = (near: Socket) => {
    if (!isPlugged) return void near.resetAndDestroy();
    const far = connect({ host: target.hostname, port: Number(target.port) });
    for (const end of [near, far]) {
      ends.add(end);
      end.setNoDelay(true);
      end.on('error', () => end.destroy());
      end.on('close', () => ends.delete(end));
    }
    near.on('close', () => far.destroy());
    // What the server sent before it closed still arrives.
    far.on('close', (isBroken) => (isBroken ? near.destroy() : near.end()));
    near.pipe(far);
    let left = limit;
    far.on('data', (bytes: Buffer) => {
      const part = left === undefined ? bytes : bytes.subarray(0, left);
      if (left !== undefined) left -= part.length;
      near.write(part);
      if (left === 0) near.destroySoon();
      else if (rate !== undefined) {
        far.pause();
        setTimeout(() => far.resume(), Math.max(tick, (part.length / rate) * 1000));
      } else if (near.writableNeedDrain) {
        far.pause();
        near.once('drain', () => far.resume());
      }
    });
  };

  const listener = createServer(join).listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const unplug = () => {
    isPlugged = false;
    for (const end of ends) end.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}/`,
    get isPlugged() {
      return isPlugged;
    },
    unplug,
    plug: () => void (isPlugged = true),
    slow: (bytesPerSecond) => void (rate = bytesPerSecond),
    breakAfter: (bytes) => void (limit = bytes),
    async remove() {
      unplug();
      await new Promise((resolve) => {
        listener.close(resolve);
      });
    },
  };
}
