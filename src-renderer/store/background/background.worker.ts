import type { HeadShape } from '../heads/head-shape.ts';
import { type Line, serve } from '../remote.ts';
import { openBackgroundHost } from './background-host.ts';
import type { Background } from './background-port.ts';

/** The second worker of a window, started after the first list is shown. Its first message says which database. */
const line: Line = {
  postMessage: (message) => self.postMessage(message),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};
self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ readonly database: string; readonly shapes: readonly HeadShape[] }>) =>
    serve<Background>(line, openBackgroundHost(data.database, data.shapes)),
  { once: true },
);
