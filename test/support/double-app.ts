import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type App, type AppOptions, cutting, waitUntilShown, watch, eraseOrigin } from './app.ts';
import { goto } from './browser-app.ts';
import { type ElectronDouble, launchDouble } from './electron-double/launch.ts';

/** The built Electron main, with the double of the electron module and real Chromium pages as its windows. */
export async function launchDoubleApp({ folder, viewport, cable }: AppOptions): Promise<App> {
  const dataDir = join(folder, 'data');
  const problems: string[] = [];

  const start = async (): Promise<{ double: ElectronDouble; page: Page }> => {
    const double = await launchDouble({ dataDir });
    const page = await double.firstWindow();
    const { origin } = new URL(page.url());
    const isOwn = (address: string) => address.startsWith(origin) || /^(blob|data|about):/.test(address);
    watch(page, problems, { isOwn });
    page.context().on('page', (other) => watch(other, problems, { isOwn }));
    await page.setViewportSize(viewport);
    await waitUntilShown(page);
    return { double, page };
  };

  let running = await start();
  return {
    host: 'double',
    dataDir,
    problems,
    get page() {
      return running.page;
    },
    get context() {
      return running.page.context();
    },
    goto: (route) => goto(running.page, route),
    async openFile(path, ask) {
      running.double.dialogs.open = () => path;
      await ask();
    },
    async saveFile(ask) {
      const saved = new Promise<string>((resolve) => {
        running.double.dialogs.save = ({ defaultPath = 'file' }) => {
          const path = join(folder, defaultPath.split(/[/\\]/).at(-1) ?? 'file');
          resolve(path);
          return path;
        };
      });
      await ask();
      const path = await saved;
      // The host writes beside it and renames, so the file is whole as soon as it is there.
      for (let tries = 0; tries < 300 && !existsSync(path); tries++) await setTimeout(50);
      return path;
    },
    async openWindow(route) {
      const before = running.double.windows().length;
      await running.page.evaluate((where) => {
        const bridge: unknown = Reflect.get(window, 'countersign');
        const { invoke } = bridge as { invoke: (name: string, input: unknown) => Promise<unknown> };
        return invoke('windows.open', { route: where });
      }, route);
      const pages = await running.double.waitForWindows(before + 1);
      const page = pages.at(-1);
      if (!page) throw new Error('No second window came.');
      await page.setViewportSize(viewport);
      await waitUntilShown(page);
      return page;
    },
    offline: cutting(cable),
    kill: () => running.double.kill(),
    eraseStorage: () => eraseOrigin(running.page.context(), running.page),
    async reopen() {
      await running.double.close();
      running = await start();
      return running.page;
    },
    async close() {
      await running.double.close();
    },
  };
}
