import type { ServerResponse } from 'node:http';
import type { HostSignal } from '#shared/contract/host-event.ts';

const heartbeatEvery = 20_000;

export interface EventStream {
  join(response: ServerResponse, headers: Record<string, string>): void;
  send(signal: HostSignal): void;
  close(): void;
}

/** Signals to every open page as server-sent events, with a heartbeat so that a dead connection is noticed. */
export function eventStream(): EventStream {
  const pages = new Set<ServerResponse>();
  const writeAll = (text: string) => {
    for (const page of pages) page.write(text);
  };
  const timer = setInterval(() => writeAll(': still here\n\n'), heartbeatEvery);
  timer.unref();
  return {
    join(response, headers) {
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': welcome\n\n');
      pages.add(response);
      response.on('close', () => pages.delete(response));
    },
    send: (signal) => writeAll(`data: ${JSON.stringify(signal)}\n\n`),
    close() {
      clearInterval(timer);
      for (const page of pages) page.end();
    },
  };
}
