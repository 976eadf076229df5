import { err, ok } from '#shared/kernel/result.ts';
import type { Handlers } from '#main/application/dispatch.ts';
import type { ServerLinks } from '#main/application/ports.ts';
import type { CookieJar } from './cookie-jar.ts';
import { serverAddress } from './server-address.ts';

type ServerEndpoint = 'server.link' | 'server.unlink' | 'server.of';

/** Which server a workspace follows. Another one than before means another session. */
export const serverHandlers = (links: ServerLinks, jar: CookieJar): Handlers<ServerEndpoint> => ({
  'server.link': async ({ workspaceId, url }) => {
    const address = serverAddress(url);
    if (!address.ok) return err(address.error);
    if ((await links.of(workspaceId)) !== address.value) {
      await jar.forget(workspaceId);
      await links.set(workspaceId, address.value);
    }
    return ok({ url: address.value });
  },
  'server.unlink': async ({ workspaceId }) => {
    await links.remove(workspaceId);
    await jar.forget(workspaceId);
    return ok({ done: true as const });
  },
  'server.of': async ({ workspaceId }) => ok({ url: await links.of(workspaceId) }),
});
