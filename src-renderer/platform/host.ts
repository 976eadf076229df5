import type { Bridge } from '#shared/contract/wire.ts';
import { browserPlatform } from './browser.ts';
import { createClient } from './client.ts';
import { isServerEdition, storageOfPage } from './edition.ts';
import { electronPlatform } from './electron.ts';
import { httpSession, noSession } from './page-session.ts';
import type { Platform } from './platform.ts';
import { serverWay } from './server-way.ts';
import { httpTransport } from './transport.ts';

const base = new URL('./', location.href).href;

function onElectron(bridge: Bridge): Platform {
  const client = createClient(bridge);
  return electronPlatform(client, serverWay({ client, base, session: noSession, isOwn: false }));
}

async function inBrowser(): Promise<Platform> {
  const session = httpSession(base);
  const client = createClient(httpTransport(base, session));
  const isOwn = await isServerEdition(client, storageOfPage());
  const way = serverWay({ client, base, session, isOwn });
  // A server has no menus and no links to tell a page of; what is new there, following it says.
  return browserPlatform(isOwn ? { ...client, subscribe: () => () => undefined } : client, way);
}

/** Chosen once, here and nowhere else. In a browser the very first visit asks the host once whose page this is. */
export const platform: Platform = window.countersign ? onElectron(window.countersign) : await inBrowser();
