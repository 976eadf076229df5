import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { settled } from '../support/settled.ts';
import { expect, test } from './fixtures.ts';
import { foundWorkspace } from './start-pages.ts';

const SETTINGS = ['account', 'access', 'appearance', 'keys', 'language', 'data', 'server', 'about'];

async function check(page: Page, where: string): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(found).toEqual([]);
}

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the first screen, the lock and the sign-in in ${scheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: scheme });
    for (const way of [/Explore a sample/, /Join a server/, /New workspace/, /Open a backup/]) {
      await page.getByRole('option', { name: way }).click();
      await check(page, `start ${way.source}`);
    }
    await foundWorkspace(page);
    await page.keyboard.press('Control+Alt+l');
    await expect(page.getByRole('dialog', { name: 'Locked' })).toBeVisible();
    await check(page, 'locked');
    await page.reload();
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
    await check(page, 'sign in');
  });

  test(`axe finds nothing on the settings in ${scheme}`, async ({ app, page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: scheme });
    await foundWorkspace(page);
    for (const section of SETTINGS) {
      await app.goto(`/settings/${section}`);
      await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
      await check(page, section);
    }
  });

  test(`axe finds nothing on records, keys, palette and an address that leads nowhere in ${scheme}`, async ({ app, page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: scheme });
    await foundWorkspace(page);
    await app.goto('/records');
    await expect(page.getByRole('grid')).toBeFocused();
    await check(page, 'records');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await check(page, 'keys');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused();
    await check(page, 'palette');
    await page.keyboard.press('Escape');
    await app.goto('/nowhere/at/all');
    await check(page, 'nowhere');
  });
}
