import { PassThrough, type Readable } from 'node:stream';
import type { Following } from './endpoint-handlers.ts';

/** What has not been taken by then is not worth waiting for: whoever is that slow pulls anyway when they are back. */
const mostUnsent = 64 * 1024;
/** Appends follow one another closely; one word about several is enough. */
const together = 20;

export interface LiveStreams {
  readonly count: number;
  /** A stream of server-sent events. It ends when `isStillIn` says so, which is asked with every heartbeat. */
  open<T>(event: string, source: Following<T>, isStillIn: () => Promise<boolean>): Readable;
  /** Ends all of them. */
  close(): void;
}

export function liveStreams(heartbeat: number): LiveStreams {
  const open = new Set<PassThrough>();
  return {
    get count() {
      return open.size;
    },
    open(event, source, isStillIn) {
      const stream = new PassThrough();
      const write = (text: string) => {
        if (!stream.writableEnded && stream.writableLength < mostUnsent) stream.write(text);
      };
      const say = (document: unknown) => write(`event: ${event}\ndata: ${JSON.stringify(document)}\n\n`);
      let latest: unknown;
      let soon: NodeJS.Timeout | undefined;
      const stopFollowing = source.follow((next) => {
        latest = next;
        soon ??= setTimeout(() => {
          soon = undefined;
          say(latest);
        }, together);
      });
      const beat = setInterval(() => {
        write(': still here\n\n');
        // A database that does not answer is no reason to send anybody away.
        void isStillIn()
          .catch(() => true)
          .then((isIn) => (isIn ? stream : stream.end()));
      }, heartbeat);
      stream.once('close', () => {
        clearInterval(beat);
        clearTimeout(soon);
        stopFollowing();
        open.delete(stream);
      });
      open.add(stream);
      say(source.first);
      return stream;
    },
    close() {
      for (const stream of open) stream.end();
    },
  };
}
