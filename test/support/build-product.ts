import { join } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build, type Plugin, type UserConfig } from 'vite';

const root = join(import.meta.dirname, '../..');

/** Builds pages and Node entry points as the product is built, with one more plugin, into `folder/out`. */
export async function buildProduct(folder: string, plugin: () => Plugin): Promise<void> {
  const { config } = await resolveConfig({ root }, 'build', 'production');
  for (const part of ['renderer', 'main'] as const) {
    const product: UserConfig = config?.[part] ?? {};
    await build({
      ...product,
      configFile: false,
      logLevel: 'error',
      plugins: [plugin(), ...(product.plugins ?? [])],
      worker: { ...product.worker, plugins: () => [plugin()] },
      build: { ...product.build, outDir: join(folder, 'out', part), emptyOutDir: true },
    });
  }
}
