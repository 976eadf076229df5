import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../e2e/fixtures.ts';

/** Where all pictures go to be looked at, and where the README's few are kept. */
const gallery = '.cache/pictures';
const kept = 'resources/screenshots';

const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 1024, height: 768 } } as const;
const schemes = ['light', 'dark'] as const;

/** The screens, and those whose picture the README shows. */
const screens: readonly { readonly name: string; readonly route: string; readonly isKept?: boolean; readonly open?: string }[] = [
  { name: 'inbox', route: '/inbox', isKept: true },
  { name: 'changes', route: '/changes' },
  { name: 'change', route: '/changes', open: 'Upgrade Kafka backbone', isKept: true },
  { name: 'assets', route: '/assets' },
  { name: 'systems', route: '/systems' },
  { name: 'people', route: '/people' },
  { name: 'incidents', route: '/incidents' },
  { name: 'records', route: '/records' },
  { name: 'import', route: '/incidents/import' },
  { name: 'import-source', route: '/import' },
  { name: 'settings', route: '/settings' },
  { name: 'settings-keys', route: '/settings/keys' },
  { name: 'settings-data', route: '/settings/data' },
];

/** Nothing moves any more, and nothing is still on its way. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))));
  await page.waitForTimeout(600);
}

test('every screen of the sample workspace', async ({ app, page }) => {
  mkdirSync(gallery, { recursive: true });
  mkdirSync(kept, { recursive: true });
  await page.getByRole('option', { name: /Explore a sample/ }).click();
  await page.getByRole('button', { name: /Open the sample/ }).click();
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible({ timeout: 300_000 });
  const findings: string[] = [];
  for (const { name, route, isKept, open } of screens) {
    await app.goto(route);
    await page.waitForTimeout(300);
    if (open !== undefined) {
      await page.getByText(open).first().dblclick();
      await page.waitForTimeout(500);
    }
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport);
        await settle(page);
        await page.screenshot({ path: `${gallery}/${name}-${size}-${scheme}.png` });
        if (isKept && size === 'wide') await page.screenshot({ path: `${kept}/${name}-${scheme}.png` });
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      findings.push(...violations.map(({ id, nodes }) => `${name} ${scheme}: ${id} (${nodes.length}) ${nodes[0]?.target.join(' ') ?? ''}`));
    }
  }
  expect(findings).toEqual([]);
});
