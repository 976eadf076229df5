import { net, protocol } from 'electron';
import type { rendererFiles } from '#main/adapters/files/renderer-files.ts';
import type { ForwardPorts } from '#main/application/forward/forward.ts';
import { appHost, appScheme } from './origin.ts';
import { answerForServer, isForServer } from './server-calls.ts';

/** `standard` gives the scheme an origin with IndexedDB, `secure` Web Crypto; it never bypasses the content security policy. */
export const schemePrivileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true } as const;

/** Once, before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: schemePrivileges }]);
}

/** Serves the built renderer, or in development passes through to the dev server; below `server/` is the workspace's server. */
export function serveAppScheme(files: ReturnType<typeof rendererFiles>, devServer: string | null, way: ForwardPorts): void {
  protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url);
    if (url.host !== appHost) return new Response(null, { status: 404 });
    if (isForServer(url)) return answerForServer(way, request);
    if (devServer !== null) return net.fetch(new URL(url.pathname + url.search, devServer).href);
    const file = await files(request.method, url.pathname);
    return new Response(file.body, { status: file.status, headers: file.headers });
  });
}
