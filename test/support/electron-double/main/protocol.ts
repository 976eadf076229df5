import { app } from './app.ts';
import { state } from './host-link.ts';
import { schemeHandlers } from './scheme-server.ts';

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown[]): void {
    if (app.isReady) throw new Error('Schemes are registered before ready.');
    if (state.schemes.length > 0) throw new Error('Schemes are registered once.');
    state.schemes.push(...schemes);
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response> | Response): void {
    schemeHandlers.set(scheme, handler);
  },
};

/** Main's way out. Chromium joins several cookies into one line, so this does too. */
export const net = {
  async fetch(url: string, init: RequestInit): Promise<Response> {
    const answer = await fetch(url, init);
    const cookies = answer.headers.getSetCookie();
    const headers = new Headers(answer.headers);
    if (cookies.length > 0) headers.set('set-cookie', cookies.join(', '));
    return new Response([101, 204, 205, 304].includes(answer.status) ? null : answer.body, { status: answer.status, headers });
  },
};
