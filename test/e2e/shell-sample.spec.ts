import { expect, test } from './fixtures.ts';
import { expectInbox, founding, foundWorkspace, go, personMenu } from './start-pages.ts';

test('the sample opens with one key, has something to decide, and lets anyone else sit down', async ({ page }) => {
  await expect(page.getByRole('option', { name: /Explore a sample/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Open the sample/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('navigation', { name: 'Sections' })).toContainText('Halden Mutual');
  await expect(page.getByRole('navigation', { name: 'Sections' })).toContainText('Dana Whitfield');
  const waiting = await page.getByRole('link', { name: /Inbox/ }).textContent();
  expect(Number(/\d+/.exec(waiting ?? '')?.[0])).toBeGreaterThan(0);
  await go(page, 'c', 'Changes');
  await expect(page.getByRole('row').nth(10)).toBeVisible();

  await personMenu(page, 'Switch person');
  await page.getByRole('option', { name: /Aiko Mori/ }).click();
  await expect(page.getByRole('heading', { name: 'Aiko Mori', level: 1 })).toBeVisible();
  await expect(page.getByText(/everyone’s passphrase is “countersign”/)).toBeVisible();
  await page.getByRole('button', { name: /Sign in/ }).click();
  await expectInbox(page);
  await expect(page.getByRole('navigation', { name: 'Sections' })).toContainText('Aiko Mori');
});

test('a laptop that is left alone locks itself', async ({ page }) => {
  await foundWorkspace(page);
  await page.clock.install({ time: new Date(Date.now() + 1000) });
  await page.clock.fastForward('16:00');
  const cover = page.getByRole('dialog', { name: 'Locked' });
  await expect(cover).toBeVisible({ timeout: 15_000 });
  await expect(cover.getByRole('heading', { name: founding.name })).toBeVisible();
});
