import { z } from 'zod';
import type { Logger, SecretStore } from '#main/application/ports.ts';
import { Cookie, mergeCookies, readSetCookie } from './cookies.ts';

/** A workspace's cookies and the server they are for. */
const Kept = z.strictObject({ server: z.string(), cookies: z.array(Cookie) });
type Kept = z.infer<typeof Kept>;

/** The sessions of workspaces at their servers. No page ever sees what is in it. */
export interface CookieJar {
  /** The value of the header `cookie` for a workspace's server, or null. */
  of(workspaceId: string, server: string): Promise<string | null>;
  /** Keeps what a server set. Another server than before means that nothing of the former's is left. */
  take(workspaceId: string, server: string, setCookie: readonly string[]): Promise<void>;
  forget(workspaceId: string): Promise<void>;
}

export interface JarParts {
  readonly store: SecretStore;
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * Kept in memory and, where the store can keep a secret, there too, so that a restart signs nobody out. A store that fails
 * costs the person a sign-in, never an answer.
 */
export function cookieJar({ store, now, logger }: JarParts): CookieJar {
  const known = new Map<string, Promise<Kept | null>>();
  const unlessBroken = async <T>(event: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (cause) {
      logger.error(event, {}, cause);
      return null;
    }
  };
  const load = (workspaceId: string) =>
    unlessBroken('sessions.unreadable', async () => {
      const text = (await store.isAvailable()) ? await store.get(workspaceId) : null;
      return text === null ? null : Kept.parse(JSON.parse(text));
    });
  const kept = (workspaceId: string) => {
    const found = known.get(workspaceId) ?? load(workspaceId);
    known.set(workspaceId, found);
    return found;
  };
  return {
    async of(workspaceId, server) {
      const found = await kept(workspaceId);
      const cookies = found?.server === server ? mergeCookies(found.cookies, [], now()) : [];
      return cookies.length === 0 ? null : cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
    async take(workspaceId, server, setCookie) {
      const newer = readSetCookie(setCookie, now());
      if (newer.length === 0) return;
      const before = kept(workspaceId);
      const merged = before.then((found): Kept => ({
        server,
        cookies: mergeCookies(found?.server === server ? found.cookies : [], newer, now()),
      }));
      known.set(workspaceId, merged);
      const text = JSON.stringify(await merged);
      await unlessBroken('sessions.unwritten', async () => {
        if (await store.isAvailable()) await store.set(workspaceId, text);
      });
    },
    async forget(workspaceId) {
      known.set(workspaceId, Promise.resolve(null));
      await unlessBroken('sessions.unwritten', () => store.remove(workspaceId));
    },
  };
}
