import { app } from './app.ts';
import { link, state } from './host-link.ts';

type Handler = (request: Request) => Promise<Response> | Response;
const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown[]): void {
    if (app.isReady) throw new Error('Schemes are registered before ready.');
    if (state.schemes.length > 0) throw new Error('Schemes are registered once.');
    state.schemes.push(...schemes);
  },
  handle(scheme: string, handler: Handler): void {
    handlers.set(scheme, handler);
  },
};

link.on('protocol.fetch', async ({ url, method }: { url: string; method: string }) => {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) return null;
  const response = await handler(new Request(url, { method }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
});

export const net = {
  fetch: () => Promise.reject(new Error('There is no network in the double.')),
};
