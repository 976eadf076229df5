import type { Bridge } from '#shared/contract/wire.ts';
import { err, ok } from '#shared/kernel/result.ts';
import { problem } from '#shared/kernel/problem.ts';
import { listenForAll } from './one-listener.ts';
import type { PageSession } from './page-session.ts';

/** How calls travel. Electron's bridge is one; HTTP on loopback is the other. */
export type Transport = Bridge;

declare global {
  interface Window {
    /** Put there by the preload, and only by it. */
    readonly countersign?: Bridge;
  }
}

const tooLong = 30_000;

/**
 * HTTP on the page's own origin. The session cookie is HttpOnly, and a page that the service worker kept may be here
 * without it: so a session is asked for before the first call, and again where a host no longer knows it.
 */
export function httpTransport(base: string, session: PageSession): Transport {
  const post = (name: string, input: unknown) =>
    fetch(`${base}api/v1/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-countersign': '1' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(tooLong),
    });
  return {
    async invoke(name, input) {
      try {
        await session.begin();
        let response = await post(name, input);
        if (response.status === 401) {
          session.forget();
          await session.begin();
          response = await post(name, input);
        }
        const body: unknown = await response.json();
        return response.ok ? ok(body) : { ok: false, error: body };
      } catch (reason) {
        return err(problem('unavailable', `The host cannot be reached (${reason instanceof Error ? reason.name : 'unknown'}).`));
      }
    },
    subscribe: (listener) =>
      listenForAll((hear) => listenWithBackoff(`${base}api/events`, session, hear), listener, {
        locks: navigator.locks,
        channel: new BroadcastChannel('countersign.signals'),
      }),
  };
}

/** Server-sent events that wait longer after each failure (1 s to 60 s): the app is meant to work with its host stopped. */
function listenWithBackoff(url: string, session: PageSession, listener: (event: { type: string; data: unknown }) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = 1000;
  let isLeft = false;
  const again = () => {
    source?.close();
    session.forget();
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, 60_000);
  };
  const listen = () => {
    if (isLeft) return;
    source = new EventSource(url);
    source.addEventListener('open', () => (wait = 1000));
    source.addEventListener('message', (message) => {
      const event: unknown = JSON.parse(String(message.data));
      if (typeof event === 'object' && event !== null && 'type' in event && 'data' in event)
        listener({ type: String(event.type), data: event.data });
    });
    source.addEventListener('error', again);
  };
  const open = () => {
    session.begin().then(listen, () => {
      if (!isLeft) again();
    });
  };
  open();
  return () => {
    isLeft = true;
    clearTimeout(timer);
    source?.close();
  };
}
