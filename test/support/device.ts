import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { App, AppOptions, HostKind } from './app.ts';
import { launchBrowserApp, launchWebEdition } from './browser-app.ts';
import { type Cable, layCable } from './cable.ts';
import { launchDoubleApp } from './double-app.ts';

/** Somebody's device, with the app on it and a cable to the server. */
export interface Device extends App {
  readonly cable: Cable;
  /** The server as this device knows it: what is typed to join it, and what an invitation's link begins with. */
  readonly serverUrl: string;
}

export interface DeviceOptions extends Pick<AppOptions, 'viewport' | 'build'> {
  readonly host: HostKind;
  /** Where all devices of a test are; this one has a folder of its name in it. */
  readonly folder: string;
  readonly name: string;
  readonly server: { readonly url: string };
}

/** Launches the app, freshly installed, on a device of its own. `reopen` finds everything again; `close` takes the cable away. */
export async function launchDevice({ host, folder, name, server, ...look }: DeviceOptions): Promise<Device> {
  const own = join(folder, name);
  await mkdir(own, { recursive: true });
  const cable = await layCable(server.url);
  const options = { ...look, folder: own, cable };
  const app = await (host === 'server'
    ? launchWebEdition(options)
    : host === 'browser'
      ? launchBrowserApp(options)
      : launchDoubleApp(options));
  return Object.assign(Object.create(app) as App, {
    cable,
    serverUrl: cable.url,
    async close() {
      await app.close();
      await cable.remove();
    },
  });
}
