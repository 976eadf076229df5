import { type Line, serve } from '../remote.ts';
import type { HeadShape } from './head-shape.ts';
import { openHeadsHost } from './heads-host.ts';
import type { HeadsHost } from './heads-port.ts';

/** The one dedicated worker of a window that holds the heads. Its first message says which database and shapes. */
const line: Line = {
  postMessage: (message) => self.postMessage(message),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};
self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ readonly database: string; readonly shapes: readonly HeadShape[] }>) =>
    serve<HeadsHost>(line, openHeadsHost(data.database, data.shapes)),
  { once: true },
);
